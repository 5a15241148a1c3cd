import { type Conversation, type InviteResults, inviteLimits, type SentInvite } from '@youwen/contract'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../testing/line.ts'

const text = '您好，看您在看四件套，有什么可以帮您？'

async function world() {
  const here = await testApp()
  const company = await here.company('yunzhou')
  const supervisor = await company.agent('laozhou', 'supervisor')
  const agent = await company.agent('xiaolin', 'agent')
  const site = await siteKeyOf(here, company.owner)
  const invite = (visitorId: string, kind = 'invite', token = agent.token) =>
    here.ask<{ inviteId: string; code?: string }>('POST', `/api/visitors/${visitorId}/invitations`, {
      token,
      body: { kind, text },
    })
  const resultsFor = async (token: string, period = '') =>
    (await here.ask<InviteResults>('GET', `/api/invitations/results${period}`, { token })).body
  const results = async () => (await resultsFor(company.owner)).total
  const sentFor = async (token: string, page = '') =>
    (await here.ask<{ items: SentInvite[]; next: string | null }>('GET', `/api/invitations${page}`, { token })).body
  const codeOf = async (visitorId: string, kind = 'invite') => (await invite(visitorId, kind)).body.code
  const letTimePass = (seconds: number) =>
    here.db.all(({ q }) =>
      sql`update invite set sent_at = sent_at - ${seconds} * interval '1 second',
        expires_at = expires_at - ${seconds} * interval '1 second',
        ended_at = ended_at - ${seconds} * interval '1 second'`.execute(q),
    )
  const hire = (account: string) => company.agent(account, 'agent')
  return Object.assign(here, {
    ...company,
    supervisor,
    agent,
    site,
    hire,
    invite,
    results,
    resultsFor,
    sentFor,
    codeOf,
    letTimePass,
  })
}

describe('D5.2 an invitation', () => {
  it('is shown on every page of the visitor, survives going to the next page, and becomes a conversation when he accepts', async () => {
    await using here = await world()
    await using desk = await sitAtDesk(here, here.agent.token)
    await using page = await visit(here, here.site)
    const { visitorId, token } = await page.welcomed()
    await using tab = await visit(here, here.site, { token, url: 'https://shop.example/sofa' })
    await tab.welcomed()

    const { status, body } = await here.invite(visitorId)
    expect(status).toBe(200)
    for (const line of [page, tab]) {
      expect(await line.hears('invitation')).toEqual({
        type: 'invitation',
        invitation: {
          inviteId: body.inviteId,
          kind: 'invite',
          text,
          agent: { agentId: here.agent.agentId, name: 'xiaolin', avatarUrl: null },
        },
      })
    }
    await using next = await visit(here, here.site, { token, url: 'https://shop.example/bed' })
    expect(await next.welcomed()).toMatchObject({ invitation: { inviteId: body.inviteId } })
    await using chat = await visit(here, here.site, { token, role: 'chat' })
    expect(await chat.welcomed()).not.toHaveProperty('invitation')

    next.say({ type: 'invitation', inviteId: body.inviteId, answer: 'seen' })
    next.say({ type: 'invitation', inviteId: body.inviteId, answer: 'accepted' })
    // The other tabs take the box away.
    for (const line of [page, tab]) await line.hears('invitation', ({ invitation }) => invitation === null)
    // The agent who asked has it, and has spoken first.
    const { conversation } = await desk.hears('conversation', (frame) => frame.conversation.visitorId === visitorId)
    expect(conversation).toMatchObject({ status: 'open', agentId: here.agent.agentId, waitingSince: null })
    await chat.hears('message', ({ message }) => message.from === 'agent' && message.body.text === text)
    expect(await here.results()).toMatchObject({ asked: 1, seen: 1, accepted: 1, refused: 0, ignored: 0, forced: 0 })
    // It is known what came of it.
    const { conversationId } = conversation
    await vi.waitFor(async () => expect((await here.sentFor(here.owner)).items).toMatchObject([{ conversationId }]))
    // Said again, by a tab that had not heard, it begins no second one.
    tab.say({ type: 'invitation', inviteId: body.inviteId, answer: 'accepted' })
    await tab.says('在的')
    const list = await here.ask<{ items: Conversation[] }>('GET', `/api/conversations?visitorId=${visitorId}`, {
      token: here.owner,
    })
    expect(list.body.items).toHaveLength(1)
  })

  it('that is refused is followed by none for a while', async () => {
    await using here = await world()
    await using page = await visit(here, here.site)
    const { visitorId } = await page.welcomed()
    const { body } = await here.invite(visitorId)
    page.say({ type: 'invitation', inviteId: body.inviteId, answer: 'refused' })
    await page.hears('invitation', ({ invitation }) => invitation === null)
    expect(await here.codeOf(visitorId)).toBe('invite.just_refused')
    expect(await here.codeOf(visitorId, 'force')).toBe('invite.just_refused')
    await here.letTimePass(inviteLimits.pauseAfterRefusalMinutes * 60 + 1)
    expect(await here.codeOf(visitorId)).toBeUndefined()
    expect(await here.results()).toMatchObject({ asked: 2, seen: 1, refused: 1, accepted: 0 })
  })

  it('that nobody answers goes away by itself, and after three of them the visit is left alone', async () => {
    await using here = await world()
    await using page = await visit(here, here.site)
    const { visitorId } = await page.welcomed()
    for (let n = 0; n < inviteLimits.perVisit; n++) {
      const from = page.heard.length
      expect(await here.codeOf(visitorId)).toBeUndefined()
      expect(await here.codeOf(visitorId)).toBe('invite.waiting')
      await here.letTimePass(inviteLimits.expiresAfterSeconds + 1)
      await here.app.supervision.invites.sweep()
      await page.hears('invitation', ({ invitation }) => invitation === null, from)
    }
    expect(await here.codeOf(visitorId)).toBe('invite.too_many')
    expect(await here.results()).toMatchObject({ asked: 3, seen: 0, ignored: 3 })
  })

  it('of many that are sent at once one arrives', async () => {
    await using here = await world()
    await using page = await visit(here, here.site)
    const { visitorId } = await page.welcomed()
    const answers = await Promise.all(Array.from({ length: 8 }, () => here.codeOf(visitorId)))
    expect(answers.filter((code) => code === undefined)).toHaveLength(1)
    expect(new Set(answers)).toEqual(new Set([undefined, 'invite.waiting']))
  })

  it('is answered by nobody but its visitor', async () => {
    await using here = await world()
    await using page = await visit(here, here.site)
    await using other = await visit(here, here.site)
    const { visitorId } = await page.welcomed()
    await other.welcomed()
    const { body } = await here.invite(visitorId)
    other.say({ type: 'invitation', inviteId: body.inviteId, answer: 'accepted' })
    other.say({ type: 'ping' })
    await other.hears('pong')
    await other.says('是我')
    expect(await here.results()).toMatchObject({ asked: 1, accepted: 0 })
    expect(page.heard.some(({ type, invitation }) => type === 'invitation' && invitation === null)).toBe(false)
  })

  it('is accepted by who begins to talk by himself', async () => {
    await using here = await world()
    await using desk = await sitAtDesk(here, here.agent.token)
    await using chat = await visit(here, here.site, { role: 'chat' })
    const { visitorId } = await chat.welcomed()
    await here.invite(visitorId)
    await chat.says('正想问呢')
    const { conversation } = await desk.hears('conversation')
    await vi.waitFor(async () => expect(await here.results()).toMatchObject({ accepted: 1, conversations: 1 }))
    const { conversationId } = conversation
    expect((await here.sentFor(here.owner)).items).toMatchObject([{ outcome: 'accepted', conversationId }])
  })

  it('cannot be sent to who talks already, has left, or is a colleague’s', async () => {
    await using here = await world()
    await using desk = await sitAtDesk(here, here.agent.token)
    const chat = await visit(here, here.site, { role: 'chat' })
    const { visitorId } = await chat.welcomed()
    await chat.says('你好')
    await desk.hears('conversation')
    expect(await here.codeOf(visitorId)).toBe('invite.in_conversation')
    const colleague = await here.hire('xiaochen')
    expect((await here.invite(visitorId, 'invite', colleague.token)).body.code).toBe('visitor.not_found')
    const page = await visit(here, here.site)
    const gone = await page.welcomed()
    await page[Symbol.asyncDispose]()
    await chat[Symbol.asyncDispose]()
    await here.db.all(({ q }) => sql`update visitor_visit set left_at = now(), node_ids = '{}'`.execute(q))
    expect(await here.codeOf(gone.visitorId)).toBe('invite.visitor_gone')
  })
})

describe('D5.2 a forced conversation', () => {
  it('is there at once with the agent’s words, and counts as accepted when the panel opened', async () => {
    await using here = await world()
    await using desk = await sitAtDesk(here, here.agent.token)
    await using page = await visit(here, here.site)
    const { visitorId } = await page.welcomed()
    const { body } = await here.invite(visitorId, 'force')
    expect(await page.hears('invitation')).toMatchObject({ invitation: { kind: 'force', inviteId: body.inviteId } })
    await desk.hears('conversation', ({ conversation }) => conversation.visitorId === visitorId && conversation.agentId)
    expect(await here.results()).toMatchObject({ asked: 0, forced: 1, opened: 0 })
    page.say({ type: 'invitation', inviteId: body.inviteId, answer: 'accepted' })
    await vi.waitFor(async () => expect(await here.results()).toMatchObject({ forced: 1, opened: 1 }))
    const list = await here.ask<{ items: Conversation[] }>('GET', `/api/conversations?visitorId=${visitorId}`, {
      token: here.owner,
    })
    expect(list.body.items).toHaveLength(1)
  })

  it('waits for somebody else when the agent has gone meanwhile', async () => {
    await using here = await world()
    await using page = await visit(here, here.site)
    const { visitorId } = await page.welcomed()
    // He has no desk open.
    await here.invite(visitorId, 'force')
    const list = await here.ask<{ items: Conversation[] }>('GET', `/api/conversations?visitorId=${visitorId}`, {
      token: here.owner,
    })
    expect(list.body.items).toMatchObject([{ status: 'queued', lastMessage: { from: 'agent', text } }])
  })
})
