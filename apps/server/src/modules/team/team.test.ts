import type { Agent, Colleague, Group, Role, SaveAgent } from '@youwen/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentRequest, type TestApp, testApp } from '../../testing/app.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

let companies = 0
const newCompany = () => server.company(`yunzhou${++companies}`)
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code

const ask = <T>(method: string, path: string, token: string, body?: unknown) =>
  server.ask<T>(method, `/api${path}`, { token, body })

test('a company begins with its built-in roles and an owner', async () => {
  const { owner } = await newCompany()
  const { body: roles } = await ask<Role[]>('GET', '/roles', owner)
  expect(roles.map((role) => role.builtIn)).toEqual(['owner', 'administrator', 'supervisor', 'agent', 'analyst'])
  const { body: agents } = await ask<Agent[]>('GET', '/agents', owner)
  expect(agents).toMatchObject([{ account: 'owner', number: 1, isOwner: true, isEnabled: true }])
})

test('a new agent gets a number, groups, sites and a password for one login', async () => {
  const { owner, roleId, login } = await newCompany()
  const { body: group } = await ask<Group>('POST', '/groups', owner, { name: '售前' })
  const { body: site } = await ask<{ siteId: string }>('POST', '/sites', owner, { name: '官网', allowedDomains: [] })
  const request = { ...agentRequest('xiaolin', roleId('agent')), groupIds: [group.groupId], siteIds: [site.siteId] }
  const answer = await ask<{ agent: Agent; oneTimePassword: string }>('POST', '/agents', owner, request)
  expect(answer.body.agent).toMatchObject({ number: 2, groupIds: [group.groupId], siteIds: [site.siteId] })
  await expect(login('xiaolin', answer.body.oneTimePassword)).resolves.toBeTruthy()
})

test('an account belongs to one agent, whatever its case', async () => {
  const { owner, roleId, agent } = await newCompany()
  await agent('xiaolin', 'agent')
  const answer = await ask('POST', '/agents', owner, agentRequest('XiaoLin', roleId('agent')))
  expect([answer.status, codeOf(answer)]).toEqual([409, 'team.account_taken'])
  const other = await newCompany()
  const elsewhere = await ask('POST', '/agents', other.owner, agentRequest('xiaolin', other.roleId('agent')))
  expect(elsewhere.status).toBe(200)
})

test('of twenty who add the same account at once one succeeds, and numbers stay unique', async () => {
  const { owner, roleId } = await newCompany()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      ask('POST', '/agents', owner, agentRequest(i < 10 ? 'same' : `a${i}`, roleId('agent'))),
    ),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(11)
  const { body } = await ask<Agent[]>('GET', '/agents', owner)
  expect(new Set(body.map((one) => one.number)).size).toBe(12)
})

test.each([
  ['disabling', { isEnabled: false }, 'team.owner_stays'],
  ['another role', { roleId: 'administrator' }, 'team.owner_role'],
] as const)('the owner cannot be changed by %s', async (_, change, code) => {
  const { owner, roleId } = await newCompany()
  const { body: agents } = await ask<Agent[]>('GET', '/agents', owner)
  const request: SaveAgent = {
    ...agentRequest('owner', roleId('roleId' in change ? change.roleId : 'owner')),
    isEnabled: !('isEnabled' in change),
  }
  const answer = await ask('PUT', `/agents/${agents[0]?.agentId}`, owner, request)
  expect([answer.status, codeOf(answer)]).toEqual([409, code])
})

test("nobody is made an owner, and the owner's role stays as it is", async () => {
  const { owner, roleId, agent } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const promoted = await ask('PUT', `/agents/${xiaolin.agentId}`, owner, agentRequest('xiaolin', roleId('owner')))
  expect(codeOf(promoted)).toBe('team.owner_role')
  const role = { name: 'owner', permissions: [], dataScope: 'own' }
  expect(codeOf(await ask('PUT', `/roles/${roleId('owner')}`, owner, role))).toBe('role.owner_fixed')
  expect(codeOf(await ask('DELETE', `/roles/${roleId('owner')}`, owner))).toBe('role.owner_fixed')
})

/** Somebody who manages agents and roles, and may do nothing else. */
async function clerkOf(company: Awaited<ReturnType<typeof newCompany>>) {
  const { body: role } = await ask<Role>('POST', '/roles', company.owner, {
    name: '人事',
    permissions: ['team.view', 'team.manage', 'role.manage', 'agent.force_end'],
    dataScope: 'group',
  })
  const created = await ask<{ agent: Agent; oneTimePassword: string }>(
    'POST',
    '/agents',
    company.owner,
    agentRequest('clerk', role.roleId),
  )
  const token = await company.login('clerk', created.body.oneTimePassword)
  await server.ask('PUT', '/api/me/password', {
    token,
    body: { current: created.body.oneTimePassword, next: 'a quieter harbour 7' },
  })
  return { token, role, agentId: created.body.agent.agentId }
}

test('whoever manages the team cannot make himself or anybody more than he is', async () => {
  const company = await newCompany()
  const boss = await company.agent('boss', 'administrator')
  const { token, role, agentId } = await clerkOf(company)
  const wide = { name: '更大', permissions: ['team.view', 'company.manage'], dataScope: 'own' }
  const far = { name: '更远', permissions: ['team.view'], dataScope: 'all' }

  const attempts = {
    'a role with a permission he lacks': await ask('POST', '/roles', token, wide),
    'a role that reaches further': await ask('POST', '/roles', token, far),
    'his own role widened': await ask('PUT', `/roles/${role.roleId}`, token, { ...wide, name: role.name }),
    "an administrator's role narrowed": await ask('PUT', `/roles/${company.roleId('administrator')}`, token, {
      name: 'administrator',
      permissions: ['team.view'],
      dataScope: 'own',
    }),
    'himself as administrator': await ask(
      'PUT',
      `/agents/${agentId}`,
      token,
      agentRequest('clerk', company.roleId('administrator')),
    ),
    'a new administrator': await ask('POST', '/agents', token, agentRequest('puppet', company.roleId('administrator'))),
    "an administrator's password": await ask('POST', `/agents/${boss.agentId}/password-reset`, token, {}),
    'an administrator thrown out': await ask('POST', `/agents/${boss.agentId}/force-end`, token, { reason: 'x' }),
    'an administrator disabled': await ask('PUT', `/agents/${boss.agentId}`, token, {
      ...agentRequest('boss', role.roleId),
      isEnabled: false,
    }),
  }
  for (const [what, answer] of Object.entries(attempts)) {
    expect([answer.status, codeOf(answer)], what).toEqual([403, 'role.beyond_own'])
  }
  expect((await ask('GET', '/me', boss.token)).status).toBe(200)
})

test("an administrator cannot take over the owner's account", async () => {
  const { owner, agent, roleId } = await newCompany()
  const boss = await agent('boss', 'administrator')
  const { body: agents } = await ask<Agent[]>('GET', '/agents', owner)
  const ownerId = agents.find((one) => one.isOwner)?.agentId
  const reset = await ask('POST', `/agents/${ownerId}/password-reset`, boss.token, {})
  expect([reset.status, codeOf(reset)]).toEqual([403, 'team.owner_protected'])
  const renamed = await ask('PUT', `/agents/${ownerId}`, boss.token, agentRequest('mine', roleId('owner')))
  expect(codeOf(renamed)).toBe('team.owner_protected')
  const thrownOut = await ask('POST', `/agents/${ownerId}/force-end`, boss.token, { reason: 'x' })
  expect(codeOf(thrownOut)).toBe('team.owner_protected')
})

test('whoever manages the team does give and take what he has himself', async () => {
  const company = await newCompany()
  const { token } = await clerkOf(company)
  const small = { name: '只读', permissions: ['team.view'], dataScope: 'own' }
  const { status, body: role } = await ask<Role>('POST', '/roles', token, small)
  expect(status).toBe(200)
  const added = await ask<{ agent: Agent }>('POST', '/agents', token, agentRequest('xiaochen', role.roleId))
  expect(added.status).toBe(200)
  expect((await ask('POST', `/agents/${added.body.agent.agentId}/password-reset`, token, {})).status).toBe(200)
})

test('a role that somebody has, or that every company has, stays', async () => {
  const { owner, roleId } = await newCompany()
  const { body: role } = await ask<Role>('POST', '/roles', owner, { name: '值班', permissions: [], dataScope: 'own' })
  const { body } = await ask<{ agent: Agent }>('POST', '/agents', owner, agentRequest('xiaolin', role.roleId))
  expect(codeOf(await ask('DELETE', `/roles/${role.roleId}`, owner))).toBe('role.in_use')
  expect(codeOf(await ask('DELETE', `/roles/${roleId('analyst')}`, owner))).toBe('role.built_in')
  await ask('PUT', `/agents/${body.agent.agentId}`, owner, agentRequest('xiaolin', roleId('agent')))
  expect((await ask('DELETE', `/roles/${role.roleId}`, owner)).status).toBe(200)
  expect((await ask('DELETE', `/roles/${role.roleId}`, owner)).status).toBe(404)
})

test('groups form a tree; a removed one leaves its members and hands up its subgroups', async () => {
  const { owner, agent } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const add = async (name: string, parentId: string | null) =>
    (await ask<Group>('POST', '/groups', owner, { name, parentId, memberIds: [xiaolin.agentId] })).body
  const top = await add('客服部', null)
  const middle = await add('售前', top.groupId)
  const low = await add('白班', middle.groupId)
  const circle = await ask('PUT', `/groups/${top.groupId}`, owner, { name: '客服部', parentId: low.groupId })
  expect([circle.status, codeOf(circle)]).toEqual([409, 'group.circle'])
  expect((await ask('DELETE', `/groups/${middle.groupId}`, owner)).status).toBe(200)
  const { body: groups } = await ask<Group[]>('GET', '/groups', owner)
  expect(groups).toMatchObject([
    { name: '客服部', parentId: null, memberIds: [xiaolin.agentId] },
    { name: '白班', parentId: top.groupId, memberIds: [xiaolin.agentId] },
  ])
})

test("another company's ids answer as ids that do not exist", async () => {
  const mine = await newCompany()
  const theirs = await newCompany()
  const { agentId } = await theirs.agent('xiaolin', 'agent')
  const { body: group } = await ask<Group>('POST', '/groups', theirs.owner, { name: '售前' })
  const missing = '01890000-0000-7000-8000-000000000000'
  const attempts = (ids: { agentId: string; groupId: string; roleId: string }) =>
    Promise.all([
      ask('PUT', `/agents/${ids.agentId}`, mine.owner, agentRequest('x1', mine.roleId('agent'))),
      ask('POST', `/agents/${ids.agentId}/password-reset`, mine.owner, {}),
      ask('POST', `/agents/${ids.agentId}/force-end`, mine.owner, { reason: 'x' }),
      ask('PUT', `/groups/${ids.groupId}`, mine.owner, { name: 'x' }),
      ask('DELETE', `/groups/${ids.groupId}`, mine.owner),
      ask('PUT', `/roles/${ids.roleId}`, mine.owner, { name: 'x', permissions: [], dataScope: 'own' }),
      ask('DELETE', `/roles/${ids.roleId}`, mine.owner),
      ask('POST', '/agents', mine.owner, agentRequest('x2', ids.roleId)),
      ask('POST', '/groups', mine.owner, { name: 'x', memberIds: [ids.agentId] }),
      ask('POST', '/groups', mine.owner, { name: 'x', parentId: ids.groupId }),
    ])
  const anonymised = async (ids: Parameters<typeof attempts>[0]) =>
    (await attempts(ids)).map(({ status, body }) => ({ status, ...(body as object), requestId: '' }))
  const foreign = await anonymised({ agentId, groupId: group.groupId, roleId: theirs.roleId('analyst') })
  expect(foreign).toEqual(await anonymised({ agentId: missing, groupId: missing, roleId: missing }))
  expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404, 422, 422, 422])
})

test('an agent changes his own nickname and state, and colleagues see it', async () => {
  const { owner, agent } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const profile = { nickname: '林林', email: '', phone: '' }
  expect((await ask<Agent>('PUT', '/me/profile', xiaolin.token, profile)).body).toMatchObject({ nickname: '林林' })
  expect((await ask('PUT', '/me/state', xiaolin.token, { state: 'busy' })).body).toEqual({ state: 'offline' })
  const { body } = await ask<Colleague[]>('GET', '/colleagues', owner)
  expect(body.find((one) => one.agentId === xiaolin.agentId)).toMatchObject({
    nickname: '林林',
    state: 'offline',
    load: 0,
  })
})

test("a picture that is not the agent's own avatar is refused", async () => {
  const { agent } = await newCompany()
  const { token } = await agent('xiaolin', 'agent')
  const profile = { nickname: '林', email: '', phone: '', avatarFileId: '01890000-0000-7000-8000-000000000000' }
  expect((await ask('PUT', '/me/profile', token, profile)).status).toBe(404)
})
