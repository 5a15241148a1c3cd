import type { Browser } from 'playwright-core'
import { corpusUpTo } from '../../attacks/src/corpus.ts'
import { at, texts } from './canary-texts.ts'
import { startTour, type Tour } from './canary-tour.ts'
import type { World } from './canary-world.ts'
import { company, type TestServer } from './server.ts'

const inAddress = texts.filter((_, index) => index % 36 === 0).map(encodeURIComponent)

/** Whoever is sent such an address by somebody else. */
export async function followStrangeAddresses({ goTo, isOnlyText }: Tour) {
  for (const text of inAddress) {
    await goTo(`/settings/sites/${text}/styles/${text}`)
    await isOnlyText(['没有这套风格'])
  }
  for (const text of inAddress.slice(0, 2)) {
    await goTo(`/desk/${text}?at=${text}`)
    await isOnlyText()
    await goTo(`/${text}`)
    await isOnlyText(['没有这个页面'])
    await goTo(`/chat/${text}/${text}?frame=${text}#${text}`)
    await isOnlyText()
  }
}

/** What the login page is told by its address: why somebody stands there, and where he goes next. */
export async function logInByStrangeAddresses(browser: Browser, server: TestServer) {
  const { page, context, goTo, isOnlyText } = await startTour(browser, server)
  for (const { text } of corpusUpTo(200).filter((_, index) => index % 44 === 0)) {
    await goTo(`/login?why=ended&said=${encodeURIComponent(JSON.stringify(text))}`)
    await isOnlyText([`您已被退出登录，可能是在别处结束了此会话，或由管理员强制下线。 原因：${text}`])
  }
  for (const next of [
    'javascript:youwenCanary()',
    '//example.invalid/',
    '/\\example.invalid/',
    '/\t/example.invalid/',
  ]) {
    await context.clearCookies()
    await goTo(`/login?next=${encodeURIComponent(next)}`)
    await page.getByLabel('企业代码').fill(company)
    await page.getByLabel('账号').fill('xiaochen')
    await page.getByLabel('密码', { exact: true }).fill(server.passwordOf('xiaochen'))
    await page.getByRole('button', { name: /登\s*录/ }).click()
    await page.getByRole('navigation').or(page.getByText('没有这个页面')).first().waitFor()
    await isOnlyText()
  }
  await context.close()
}

/** Ends somebody's session: the reason given is what he reads. */
export async function beSentAway(browser: Browser, server: TestServer, world: World) {
  for (const reason of [27, 101].map((index) => at(texts, index))) {
    const { token, agentId } = await world.logIn('laozhou')
    const { page, context, goTo, isOnlyText } = await startTour(browser, server, token)
    await goTo('/desk')
    await page.getByRole('region', { name: '对话列表' }).waitFor()
    await world.ask('security.forceEnd', { agentId, reason })
    await page.getByLabel('企业代码').waitFor()
    await isOnlyText([`您已被退出登录，可能是在别处结束了此会话，或由管理员强制下线。 原因：${reason.trim()}`])
    await context.close()
  }
}
