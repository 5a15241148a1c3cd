import type { LiveVisit } from '@youwen/contract'
import { at, inOneLine, joined, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import { ownerOf, siteOf, type World } from './canary-world.ts'
import { eventually } from './people.ts'

export async function lookAtVisitors({ page, follow, isOnlyText }: Tour, world: World) {
  await follow('/visitors')
  const { visits } = await world.ask<{ visits: LiveVisit[] }>('visitor.live', { limit: 1_000 })
  // Only rows in sight are in the page: in such a window all of them are.
  await page.setViewportSize({ width: 1440, height: 12_000 })
  await eventually(() => page.getByRole('row').count()).toBe(visits.length + 1)
  await isOnlyText(visits.flatMap(({ visitorName, currentTitle }) => [visitorName, currentTitle]))
  await page.getByLabel('站点').click()
  await isOnlyText(world.sites.slice(0, 8).map(({ name }) => name))
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const row of [2, 5, 9]) {
    await page.getByRole('row').nth(row).click()
    await page.getByText('浏览轨迹').waitFor()
    await isOnlyText()
    await page.keyboard.press('Escape')
    await page.getByText('浏览轨迹').waitFor({ state: 'hidden' })
  }
}

export async function lookAtInvitations({ page, follow, isOnlyText }: Tour, world: World) {
  const invited = textsUpTo(200)
    .map((text) => text.trim())
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
    .slice(0, 40)
  for (const [index, text] of invited.entries()) {
    await world.ask('invite.send', { visitorId: world.bystanders[index]?.visitorId, kind: 'invite', text })
  }
  await follow('/visitors')
  await follow('/visitors/invitations')
  await page.getByRole('tab', { name: '按邀请语' }).click()
  await isOnlyText(invited)
  await page.getByRole('tab', { name: '明细' }).click()
  await isOnlyText([...invited, ...world.bystanders.slice(0, invited.length).map(({ name }) => name)])
}

export async function lookAtCompany({ page, follow, isOnlyText, closeDialog }: Tour, world: World) {
  const { company, sites } = world
  const { name, nickname, phone } = ownerOf(world)
  await follow('/settings/profile')
  await isOnlyText([name, nickname, phone])
  const words = at(texts, 27)
  await page.getByPlaceholder('搜索设置').fill(words)
  await isOnlyText([`没有与「${words}」有关的设置。`])
  await page.getByPlaceholder('搜索设置').fill('')
  for (const path of ['/settings/security', '/settings/notices']) {
    await follow(path)
    await isOnlyText()
  }
  await follow('/settings/company')
  await isOnlyText([company.name, ...Object.values(company.contact)])

  await follow('/settings/sites')
  const { styles } = siteOf(world)
  const site = at(
    sites.map((one) => one.name),
    30,
  )
  // A space parts a style's name from its mark, if it has one: the first one has.
  await isOnlyText([...sites.map((one) => one.name), ...styles.slice(1).map((style) => `${style.name} `)])
  await page
    .getByRole('button', { name: `编辑「${site}」` })
    .first()
    .click()
  await isOnlyText([site])
  await closeDialog()
  await page
    .getByRole('button', { name: `删除「${site}」` })
    .first()
    .click()
  await isOnlyText([`删除站点「${site}」？`])
  await closeDialog()
  await page.getByRole('button', { name: '生成代码' }).nth(1).click()
  await isOnlyText([`${siteOf(world).name} · ${styles[1]?.name} 的代码`])
  await closeDialog()
}

/** From the list of sites: what is typed into a style is seen in its preview at once. */
export async function designThem({ page, isOnlyText }: Tour, world: World) {
  const { name: siteName, styles } = siteOf(world)
  await page
    .getByRole('button', { name: /设\s*计/ })
    .nth(3)
    .click()
  await isOnlyText([`${siteName} / ${styles[3]?.name}`, styles[3]?.look.welcome['zh-CN'] ?? ''])
  const type = (label: string, text: string) => page.getByLabel(label).first().fill(text)
  for (const [index, welcome] of joined(texts, 300).entries()) {
    const title = inOneLine(at(textsUpTo(30), index))
    await type('风格名称', inOneLine(at(textsUpTo(40), index)))
    await type('窗口标题', title)
    await type('欢迎语', welcome)
    await isOnlyText([welcome, title])
  }
  await page.getByLabel('收起').click()
  for (const text of textsUpTo(20).map(inOneLine)) {
    await type('按钮文字', text)
    await isOnlyText([text])
  }
}

export async function lookAtTeam(tour: Tour, { agents, groups, roles }: World) {
  const { page, follow, isOnlyText, dialog, closeDialog } = tour
  await follow('/settings/agents')
  await isOnlyText(agents.flatMap(({ name, nickname }) => [name, nickname]))
  const agent = agents.find(({ account }) => account === 'guest1')
  if (!agent) throw new Error('There is no guest1.')
  const act = async (what: string) => {
    await page
      .getByRole('button', { name: `对「${agent.name}」的操作` })
      .first()
      .click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  await act('编辑')
  await isOnlyText([`编辑「${agent.name}」`, agent.name, agent.nickname, agent.phone])
  await page.getByLabel('分组').click()
  await isOnlyText(groups.slice(0, 6).map(({ name }) => name))
  await page.keyboard.press('Escape')
  await page.locator('.ant-drawer-close').click()
  await act('强制下线')
  await isOnlyText([`强制「${agent.name}」下线？`])
  await closeDialog()
  await act('重置密码')
  await isOnlyText([`重置「${agent.name}」的密码？`])
  await dialog().getByRole('button', { name: '重置密码' }).click()
  await isOnlyText([`「${agent.name}」的一次性密码`])
  await dialog().getByRole('button', { name: '我已记下' }).click()

  await follow('/settings/groups')
  const members = groups.at(-1)?.memberIds.map((id) => agents.find(({ agentId }) => agentId === id)?.name)
  await isOnlyText([...groups.map(({ name }) => name), members?.join('、') ?? ''])
  const group = at(
    groups.map(({ name }) => name),
    20,
  )
  await page
    .getByRole('button', { name: `编辑「${group}」` })
    .first()
    .click()
  await isOnlyText([group])
  await closeDialog()

  await follow('/settings/roles')
  const custom = roles.filter(({ builtIn }) => builtIn === null).map(({ name }) => name)
  // A space parts a role's name from the mark of those that every company has.
  await isOnlyText(custom.map((name) => `${name} `))
  const role = at(custom, custom.length - 9)
  await page
    .getByRole('button', { name: `删除「${role}」` })
    .first()
    .click()
  await isOnlyText([`删除角色「${role}」？`])
  await closeDialog()
}

export async function lookAtLogs({ page, follow, isOnlyText }: Tour, world: World) {
  const accounts = textsUpTo(60).filter((_, index) => index % 12 === 0)
  for (const account of accounts) await world.failToLogIn(account)
  const isLogged = async () => (await world.ask<{ items: { account: string }[] }>('security.logins')).items
  await eventually(async () => (await isLogged()).some(({ account }) => account === accounts.at(-1)?.trim())).toBe(true)
  await follow('/settings/logins')
  await isOnlyText(accounts.map((account) => account.trim()))

  await follow('/settings/operations')
  const rows = page.locator('.ant-table-row')
  await rows.first().waitFor()
  for (let pages = 1; pages < 5; pages++) {
    const before = await rows.count()
    await page.getByRole('button', { name: '加载更多' }).click()
    await eventually(() => rows.count()).toBeGreaterThan(before)
  }
  await isOnlyText([`name: ${world.groups.at(-1)?.name}`])
  for (const row of [0, 3, 10, 20]) {
    await page.locator('.ant-table-row-expand-icon').nth(row).click()
    await isOnlyText()
  }
}
