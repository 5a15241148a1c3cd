import { expect, it } from 'vitest'
import { type TestApp, testApp } from '../testing/app.ts'
import { createDemo, demoCompanyCode } from './demo.ts'

const passwords = { owner: 'owner of the boats', xiaolin: 'lin on the river' }

async function login(server: TestApp, account: string, password: string) {
  const body = { companyCode: demoCompanyCode, account, password }
  return (await server.ask<{ token: string }>('POST', '/api/login', { body })).body.token
}

it('is a company whose people can log in, with a past that can be searched', async () => {
  await using server = await testApp()
  const demo = await createDemo(server.app, { passwords })
  await server.app.conversations.indexNow()

  const token = await login(server, 'xiaolin', passwords.xiaolin)
  const agents = await server.ask<{ account: string }[]>('GET', '/api/agents', { token })
  expect(agents.body.map(({ account }) => account)).toEqual(['owner', 'xiaolin', 'xiaochen', 'laozhou'])

  const owner = await login(server, 'owner', passwords.owner)
  const found = await server.ask<{ items: { visitorName: string }[] }>('POST', '/api/messages/search', {
    body: { words: '电梯' },
    token: owner,
  })
  expect(found.body.items.map(({ visitorName }) => visitorName)).toContain('王女士')
  const groups = await server.ask<{ name: string; memberIds: string[] }[]>('GET', '/api/groups', { token: owner })
  expect(groups.body.find(({ name }) => name === '售前')?.memberIds.toSorted()).toEqual(
    [demo.agentIds.xiaolin, demo.agentIds.xiaochen].toSorted(),
  )
  const phrases = await server.ask<{ phrases: { title: string }[] }>('GET', '/api/phrases/shared', { token })
  expect(phrases.body.phrases.map(({ title }) => title)).toContain('送装时间')
  const tree = await server.ask<{ classes: { name: string }[] }>('GET', '/api/classes', { token })
  expect(tree.body.classes.map(({ name }) => name)).toContain('待回访')
})

it('expects people: each in the list of who made it, the same in every demo but for the days', async () => {
  await using one = await testApp()
  await using other = await testApp()
  const numbersIn = async (server: TestApp) => {
    await createDemo(server.app, { passwords })
    const token = await login(server, 'xiaolin', passwords.xiaolin)
    const { body } = await server.ask<{ items: { name: string; number: string; state: string }[] }>(
      'GET',
      '/api/appointments',
      { token },
    )
    return body.items.map(({ name, number, state }) => [name, number, state])
  }
  const first = await numbersIn(one)
  expect(first.map(([name, , state]) => [name, state])).toEqual([
    ['周女士', 'no_show'],
    ['王女士', 'made'],
    ['赵先生', 'made'],
  ])
  expect(await numbersIn(other)).toEqual(first)
})

it('has no password that anybody could know: each is made once, the owner’s is good for one login', async () => {
  await using one = await testApp()
  await using other = await testApp()
  const [first, second] = [await createDemo(one.app), await createDemo(other.app)]
  const all = [...first.logins, ...second.logins].map(({ password }) => password)
  expect(new Set(all).size).toBe(8)
  expect(first.logins.filter(({ isOneTime }) => isOneTime).map(({ account }) => account)).toEqual(['owner'])
})

it('is made once', async () => {
  await using server = await testApp()
  await createDemo(server.app)
  await expect(createDemo(server.app)).rejects.toMatchObject({ code: 'company.code_taken' })
})
