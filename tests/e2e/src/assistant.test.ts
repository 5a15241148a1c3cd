import { startLanguageModelSimulator } from '@youwen/simulators/language-model'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let model: Awaited<ReturnType<typeof startLanguageModelSimulator>>
let server: TestServer
let browser: Browser

beforeAll(async () => {
  model = await startLanguageModelSimulator()
  server = await startServer({ env: { OUTBOUND_NETWORKS: '127.0.0.0/8' } })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
  await model?.[Symbol.asyncDispose]()
})

const question = 'How long is the sofa? 沙发多长 Call me at 415 555 0132'

it('D2.4 D2.6 the assistant translates, suggests an answer and a class, and nothing is sent before the agent sends it', async () => {
  const owner = await logInAsOwner(server)
  const { baseUrl, key } = model
  const tasks = ['reply', 'translate', 'summary', 'classify'] as const
  await owner.assistant.saveSettings({ baseUrl, key, model: model.model, tasks: [...tasks], monthlyAllowance: null })

  const agent = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say(question)
  await agent.open(question)
  const { page } = agent
  const assistant = page.getByRole('button', { name: '智能助手' })

  model.answerWith('["沙发多长？打给我：⟦1⟧"]')
  await assistant.click()
  await page.getByLabel('自动翻译访客的消息').click()
  await agent.sees('沙发多长？打给我：415 555 0132')

  model.answerWith(({ user }) => `It is 2.1 metres long.\n依据：${/(\d+)\. 云憩沙发尺寸/.exec(user)?.[1] ?? 0}`)
  await page.getByRole('button', { name: '建议回复' }).click()
  const suggested = page.getByLabel('建议的文字')
  await eventually(() => suggested.inputValue()).toBe('It is 2.1 metres long.')
  // What it rests on can be read without leaving the chat.
  await page.getByRole('button', { name: '云憩沙发尺寸是多少？' }).hover()
  await agent.sees('宽 218 × 深 96 × 高 82 厘米，座高 43 厘米。')
  await suggested.fill('It is 2.1 m long.')
  await page.getByRole('button', { name: '放入输入框' }).click()
  await eventually(() => page.locator('[data-composer]').inputValue()).toBe('It is 2.1 m long.')
  expect(await visitor.said()).toEqual([question])
  await page.locator('[data-composer]').press('Enter')
  await visitor.sees('It is 2.1 m long.')

  // A model that is down: the agent is told, and goes on.
  model.answerWith(500)
  await assistant.click()
  await page.getByRole('button', { name: '总结对话' }).click()
  await agent.sees('暂时连不上模型服务，请稍后再试。')
  await page.keyboard.press('Escape')

  expect(model.asked.some(({ user }) => user.includes('415'))).toBe(false)
  expect([...agent.errors, ...visitor.errors]).toEqual([])
  for (const person of [visitor, agent]) await person.leave()
})
