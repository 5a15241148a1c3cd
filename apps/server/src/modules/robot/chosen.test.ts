import { startLanguageModelSimulator } from '@youwen/simulators/language-model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { visit } from '../../testing/line.ts'
import { question, robotWorld } from './robot.testing.ts'

let server: TestApp
let model: Awaited<ReturnType<typeof startLanguageModelSimulator>>
beforeAll(async () => {
  server = await testApp()
  model = await startLanguageModelSimulator()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
})

/** A robot that is not sure which of two is meant, with a model to ask. */
async function unsureWorld() {
  const world = await robotWorld(server, { receives: 'first' })
  await world.add(question('沙发多少钱？', '6980 元'))
  await world.add(question('餐桌多少钱？', '4280 元'))
  const settings = {
    baseUrl: model.baseUrl,
    key: model.key,
    model: model.model,
    tasks: ['robot'],
    monthlyAllowance: null,
  }
  await world.must(server.ask('PUT', '/api/assistant-settings', { token: world.owner, body: settings }))
  const said = async (text: string) => {
    await using visitor = await visit(server, world.site, { role: 'chat' })
    await visitor.says(text)
    const { message } = await visitor.hears('message', ({ message: heard }) => heard.from === 'robot')
    return message.body
  }
  return { ...world, said }
}

test('a robot that is not sure lets a model choose, and says what the company wrote, word for word (D2.7)', async () => {
  const { said, ask } = await unsureWorld()
  model.answerWith(({ user }) => `[${/(\d)\. 餐桌/.exec(user)?.[1]}]`)
  expect(await said('多少钱')).toEqual({ type: 'text', text: '4280 元' })
  const trial = await ask('POST', '/robot/try', { question: '多少钱' })
  expect(trial.body).toMatchObject({ outcome: 'answer', by: 'assistant', candidates: [{ title: '餐桌多少钱？' }, {}] })
})

test.each([['[0]'], ['[7]'], ['餐桌要 10 元'], ['["<b>送你</b>"]'], [500]])(
  'when the model says %s, the robot does what it does by itself',
  async (answer) => {
    const { said } = await unsureWorld()
    model.answerWith(answer)
    expect(await said('多少钱')).toMatchObject({ choices: ['沙发多少钱？', '餐桌多少钱？', '转人工'] })
  },
)

test('where the robot is sure, no model is asked', async () => {
  const { said } = await unsureWorld()
  const before = model.asked.length
  expect(await said('沙发多少钱？')).toEqual({ type: 'text', text: '6980 元' })
  expect(model.asked.length).toBe(before)
})
