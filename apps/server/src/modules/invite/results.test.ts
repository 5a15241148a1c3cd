import type { InviteFigures, InviteResults, SentInvite } from '@youwen/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { figureNames } from './figures.ts'

const none = Object.fromEntries(figureNames.map((name) => [name, 0])) as InviteFigures

/** Moments are said in UTC; the company counts its days in Shanghai. */
async function world() {
  const here = await testApp()
  const company = await here.company('yunzhou')
  const [supervisor, lin, chen] = [
    await company.agent('laozhou', 'supervisor'),
    await company.agent('xiaolin', 'agent'),
    await company.agent('xiaochen', 'agent'),
  ]
  const site = await here.ask<{ siteId: string }>('POST', '/api/sites', {
    token: company.owner,
    body: { name: '官网', allowedDomains: [] },
  })
  /** One that is over, and the conversation that came of it, in which the visitor spoke so often. */
  const invited = async (
    agentId: string,
    sentAt: string,
    { kind = 'invite', text = '您好', outcome = 'expired', isSeen = false, spoke = -1, hasPhone = false } = {},
  ) => {
    const [inviteId, visitorId, conversationId] = [newId(), newId(), spoke < 0 ? null : newId()]
    await here.db.company(company.companyId, async ({ q }) => {
      await sql`insert into visitor (company_id, visitor_id, site_id, name)
        values (${company.companyId}, ${visitorId}, ${site.body.siteId}, '王女士')`.execute(q)
      if (conversationId) {
        await sql`insert into conversation (company_id, conversation_id, visitor_id, site_id, status, visitor_message_count, has_phone)
          values (${company.companyId}, ${conversationId}, ${visitorId}, ${site.body.siteId}, 'closed', ${spoke}, ${hasPhone})`.execute(
          q,
        )
      }
      await sql`insert into invite (company_id, invite_id, visitor_id, visit_id, agent_id, kind, text, sent_at, expires_at,
          seen_at, outcome, ended_at, conversation_id)
        values (${company.companyId}, ${inviteId}, ${visitorId}, ${newId()}, ${agentId}, ${kind}, ${text}, ${sentAt}::timestamptz,
          ${sentAt}::timestamptz + interval '2 minutes', case when ${isSeen} then ${sentAt}::timestamptz end, ${outcome},
          ${sentAt}::timestamptz + interval '1 minute', ${conversationId})`.execute(q)
    })
    return inviteId
  }
  const results = (token: string, period: string) =>
    here.ask<InviteResults & { code?: string }>('GET', `/api/invitations/results?${period}`, { token })
  const sent = (token: string, page: string) =>
    here.ask<{ items: SentInvite[]; next: string | null }>('GET', `/api/invitations?${page}`, { token })
  return Object.assign(here, { ...company, supervisor, lin, chen, invited, results, sent })
}

describe('D5.2 results of invitations', () => {
  it('are counted by the company’s days, with how good what came of them was', async () => {
    await using here = await world()
    const { lin, chen } = here
    // Before midnight in Shanghai, and in its first minute.
    await here.invited(lin.agentId, '2026-11-24T15:59:59.999Z', { outcome: 'refused', isSeen: true })
    await here.invited(lin.agentId, '2026-11-24T16:00:00.000Z', { outcome: 'accepted', isSeen: true, spoke: 4 })
    await here.invited(chen.agentId, '2026-11-25T08:00:00.000Z', { outcome: 'accepted', spoke: 0, text: '在吗' })
    await here.invited(chen.agentId, '2026-11-25T09:00:00.000Z', {
      kind: 'force',
      outcome: 'accepted',
      spoke: 1,
      hasPhone: true,
    })
    await here.invited(chen.agentId, '2026-11-25T16:00:00.000Z')
    const { status, body } = await here.results(here.owner, 'from=2026-11-24&through=2026-11-25')
    expect(status).toBe(200)
    expect(body.total).toEqual({
      asked: 3,
      seen: 2,
      accepted: 2,
      refused: 1,
      ignored: 0,
      forced: 1,
      opened: 1,
      conversations: 3,
      valid: 2,
      phones: 1,
    })
    expect(body.byDay.map(({ day, asked, forced }) => [day, asked, forced])).toEqual([
      ['2026-11-24', 1, 0],
      ['2026-11-25', 2, 1],
    ])
    expect(body.byText.map(({ text, asked }) => [text, asked])).toEqual([
      ['您好', 2],
      ['在吗', 1],
    ])

    // What the company calls valid decides.
    const level = { visitorMessages: 4, agentMessages: 0, minutes: 0, card: false, phone: false }
    const rules = { plain: level, good: { ...level, visitorMessages: 9 }, excellent: { ...level, visitorMessages: 20 } }
    expect((await here.ask('PUT', '/api/quality', { token: here.owner, body: rules })).status).toBe(200)
    expect((await here.results(here.owner, 'from=2026-11-24&through=2026-11-25')).body.total).toMatchObject({
      valid: 1,
    })
  })

  it('are what somebody counts who looks at each of them', async () => {
    await using here = await world()
    const agents = [here.lin.agentId, here.chen.agentId]
    const [texts, outcomes] = [['您好', '在吗', '看看新款', ''], ['accepted', 'refused', 'expired'] as const]
    const oneOf = <T>(some: readonly T[], n: number) => some[n % some.length] as T
    const sent = fc.sample(
      fc.record({ n: fc.nat(), minute: fc.nat(6 * 1_440), spoke: fc.integer({ min: -1, max: 7 }) }),
      {
        numRuns: 150,
        seed: 4_711,
      },
    )
    const expected = new Map<string, InviteFigures>()
    for (const { n, minute, spoke } of sent) {
      const one = {
        kind: n % 5 === 0 ? 'force' : 'invite',
        text: oneOf(texts, n >> 3),
        outcome: oneOf(outcomes, n >> 5),
        isSeen: n % 2 === 0,
        spoke,
        hasPhone: n % 3 === 0,
      }
      const at = new Date(Date.UTC(2026, 10, 19, 16) + minute * 60_000)
      const agentId = oneOf(agents, n >> 9)
      await here.invited(agentId, at.toISOString(), one)
      const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
      const [asks, came, { outcome }] = [one.kind === 'invite', spoke >= 0, one]
      const counts: InviteFigures = {
        asked: Number(asks),
        seen: Number(asks && one.isSeen),
        accepted: Number(asks && outcome === 'accepted'),
        refused: Number(asks && outcome === 'refused'),
        ignored: Number(asks && outcome === 'expired'),
        forced: Number(!asks),
        opened: Number(!asks && outcome === 'accepted'),
        conversations: Number(came),
        valid: Number(came && spoke > 0),
        phones: Number(came && one.hasPhone),
      }
      for (const of of ['all', agentId, `text ${one.text}`, day]) {
        const sum = { ...(expected.get(of) ?? none) }
        for (const name of figureNames) sum[name] += counts[name]
        expected.set(of, sum)
      }
    }
    const { body } = await here.results(here.owner, 'from=2026-11-20&through=2026-11-26')
    const found = [
      ['all', body.total],
      ...body.byAgent.map(({ agentId, agentName: _, ...figures }) => [agentId, figures]),
      ...body.byText.map(({ text, ...figures }) => [`text ${text}`, figures]),
      ...body.byDay.map(({ day, ...figures }) => [day, figures]),
    ]
    expect(new Map(found as [string, InviteFigures][])).toEqual(new Map([['2026-11-26', none], ...expected]))
  })

  it('are those of one’s data scope: an agent’s his own, an owner’s all, and another company’s never', async () => {
    await using here = await world()
    await here.invited(here.lin.agentId, '2026-11-25T08:00:00.000Z', { text: '我是小林' })
    await here.invited(here.chen.agentId, '2026-11-25T08:00:00.000Z', { text: '我是小陈' })
    const other = await here.company('xinghe')
    const period = 'from=2026-11-25&through=2026-11-25'
    const textsFor = async (token: string) => {
      const { body } = await here.results(token, period)
      const { items } = (await here.sent(token, period)).body
      expect(items.map(({ text }) => text).sort()).toEqual(body.byText.map(({ text }) => text).sort())
      return items.map(({ text }) => text).sort()
    }
    expect(await textsFor(here.owner)).toEqual(['我是小林', '我是小陈'])
    expect(await textsFor(here.lin.token)).toEqual(['我是小林'])
    expect(await textsFor(other.owner)).toEqual([])
  })

  it('are listed page by page, latest first, with the conversation that came of each', async () => {
    await using here = await world()
    const period = 'from=2026-11-25&through=2026-11-25'
    const ids: string[] = []
    // Two of one moment are told apart.
    for (const at of ['08:00:00', '09:00:00', '09:00:00', '10:00:00', '11:00:00']) {
      ids.push(await here.invited(here.lin.agentId, `2026-11-25T${at}.000Z`, { outcome: 'accepted', spoke: 3 }))
    }
    const seen: SentInvite[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await here.sent(here.lin.token, `${period}&limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items)
      cursor = body.next
    }
    expect(seen.map(({ inviteId }) => inviteId).sort()).toEqual(ids.sort())
    expect(seen.map(({ sentAt }) => sentAt)).toEqual(
      seen
        .map(({ sentAt }) => sentAt)
        .toSorted()
        .toReversed(),
    )
    expect(seen[0]).toMatchObject({ visitorName: '王女士', agentName: 'xiaolin', quality: 'good', outcome: 'accepted' })
    expect((await here.sent(here.owner, `${period}&cursor=nonsense`)).status).toBe(422)
  })

  it('are written into a spreadsheet by who may see them, and that is recorded', async () => {
    await using here = await world()
    await here.invited(here.lin.agentId, '2026-11-25T08:00:00.000Z', { outcome: 'accepted', spoke: 3, text: '=1+1' })
    const { status, body } = await here.ask<{ fileId: string }>('POST', '/api/invitations/results/export', {
      token: here.owner,
      body: { from: '2026-11-25', through: '2026-11-25', by: 'text', format: 'csv' },
    })
    expect(status).toBe(200)
    const urls = await here.ask<{ fileId: string; url: string }[]>('POST', '/api/files/urls', {
      token: here.owner,
      body: { fileIds: [body.fileId] },
    })
    const file = await here.ask<string>('GET', urls.body[0]?.url ?? '')
    const [header, row, total] = file.body.replace('\uFEFF', '').split('\r\n')
    expect(header).toBe('邀请语,发出邀请,看到,接受,接受率,拒绝,未回应,直接打开,已打开,产生对话,有效对话,有电话')
    // No formula is handed to whoever opens it.
    expect(row).toBe("'=1+1,1,0,1,100.0%,0,0,0,0,1,1,0")
    expect(total).toBe('合计,1,0,1,100.0%,0,0,0,0,1,1,0')
    const { body: log } = await here.ask<{ items: { action: string }[] }>('GET', '/api/logs/operations', {
      token: here.owner,
    })
    expect(log.items[0]?.action).toBe('invite.exported')
  })

  it('are asked for a quarter at most, with the first day first', async () => {
    await using here = await world()
    for (const period of [
      'from=2026-11-26&through=2026-11-25',
      'from=2026-01-01&through=2026-11-25',
      'from=2026-11-25',
      'from=yesterday&through=today',
      'from=2026-02-30&through=2026-03-01',
    ]) {
      expect((await here.results(here.owner, period)).body.code, period).toBe('validation.failed')
    }
    const { body } = await here.results(here.owner, '')
    expect(body.byDay).toHaveLength(1)
  })
})
