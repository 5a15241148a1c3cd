import { type AliyunSmsSimulator, startAliyunSmsSimulator } from '@youwen/simulators/sms-aliyun'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner } from './owner.ts'
import { createAgent } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let aliyun: AliyunSmsSimulator
let server: TestServer
let browser: Browser

beforeAll(async () => {
  aliyun = await startAliyunSmsSimulator()
  server = await startServer({ env: { OUTBOUND_NETWORKS: '127.0.0.0/8', SMS_ALIYUN_URL: aliyun.url } })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
  await aliyun?.[Symbol.asyncDispose]()
})

it('who sets up short messages tries one, is told what the provider said, and sees it arrive on the phone', async () => {
  const owner = await logInAsOwner(server)
  const supervisor = (await owner.team.roles()).find(({ builtIn }) => builtIn === 'supervisor')
  if (!supervisor) throw new Error('There is no supervisor.')
  await owner.team.saveRole({ ...supervisor, permissions: [...supervisor.permissions, 'sms.manage'] })

  const manager = await createAgent(browser, server, 'laozhou')
  const { page } = manager
  await page.goto(`${server.url}/settings/sms`)
  await page.getByRole('radio', { name: /^阿里云/ }).check()
  await page.getByLabel('AccessKey ID').fill('LTAI5tSimulated')
  await page.getByLabel('AccessKey Secret').fill('simulated-secret')
  await page.getByLabel('短信签名').fill('【有问】')
  await page.getByRole('button', { name: '保存' }).click()
  await manager.sees('已保存')

  // A variable is forgotten: the provider's word is explained.
  await page.getByLabel('手机号').fill('138 1234 5678')
  await page.getByLabel('模板编号').fill('SMS_1000001')
  const add = async (name: string, value: string) => {
    await page.getByRole('button', { name: '添加变量' }).click()
    await page.getByLabel('变量名').last().fill(name)
    await page.getByLabel('内容').last().fill(value)
  }
  await add('name', '王女士')
  const send = page.getByRole('button', { name: '发送', exact: true })
  await send.click()
  await manager.sees('变量与模板不符')
  await manager.sees('isv.TEMPLATE_MISSING_PARAMETERS')
  await add('time', '明天下午三点')
  await send.click()
  await manager.sees('服务商已接收，发往 138****5678')
  const [sent] = aliyun.sent
  expect(sent).toMatchObject({
    phone: '13812345678',
    signName: '有问',
    parameters: { name: '王女士', time: '明天下午三点' },
  })

  await page.getByRole('tab', { name: '发送记录' }).click()
  await page.getByRole('cell', { name: '已发出' }).waitFor()
  const { receiptUrl } = await owner.sms.settings()
  if (!receiptUrl || !sent) throw new Error('There is nothing to report.')
  expect(await aliyun.report(receiptUrl, sent, { isDelivered: true })).toMatchObject({ body: { code: 0 } })
  // The list looks again by itself.
  await page.getByRole('cell', { name: '已送达' }).waitFor()
  expect(manager.errors).toEqual([])
  await manager.leave()
})
