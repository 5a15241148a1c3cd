import type { SensitiveImportPlan, SensitiveTrial } from '@youwen/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createSheets } from '../../../platform/sheet/index.ts'
import { type TestApp, testApp } from '../../../testing/app.ts'
import { sensitiveWorld } from './sensitive.testing.ts'
import { createSensitiveHits } from './service/hits.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const sheets = createSheets()
type World = Awaited<ReturnType<typeof sensitiveWorld>>
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code

async function upload(world: World, rows: readonly string[][], format: 'xlsx' | 'csv' = 'xlsx'): Promise<string> {
  const bytes = new Uint8Array(await sheets.write(format, { name: 'a', rows }))
  const file = await world.must(
    world.ask<{ fileId: string; uploadUrl: string }>('POST', '/files', {
      name: `a.${format}`,
      sizeBytes: bytes.length,
      purpose: 'sheet',
    }),
  )
  const put = await fetch(new URL(file.uploadUrl, server.app.localUrl), { method: 'PUT', body: bytes })
  expect(put.status).toBe(200)
  return file.fileId
}

async function exported(world: World, format: 'xlsx' | 'csv'): Promise<string[][]> {
  const { fileId } = await world.must(world.ask<{ fileId: string }>('POST', '/sensitive-words/export', { format }))
  const urls = await world.must(world.ask<{ url: string }[]>('POST', '/files/urls', { fileIds: [fileId] }))
  const file = await fetch(new URL(urls[0]?.url ?? '', server.app.localUrl))
  return (await sheets.read(new Uint8Array(await file.arrayBuffer()))).map(({ cells }) => [...cells])
}

describe('A11 the lists of words', () => {
  it('take a pasted column: each word once however it is spelled, and name what cannot be one', async () => {
    const world = await sensitiveWorld(server)
    expect(await world.list('mask', ['混蛋', ' 混 蛋 ', '', '骗子', '!', 'x'.repeat(60)], ['visitor'])).toEqual({
      added: 2,
      known: 0,
      refusedCount: 2,
      refused: [
        { word: '!', code: 'too_short' },
        { word: `${'x'.repeat(30)}…`, code: 'too_long' },
      ],
    })
    expect(await world.list('block', ['騙子', '滚'])).toMatchObject({ added: 3, known: 1 })
    const { items, counts } = await world.words('visitor')
    // What was there already stays as it was.
    expect(items.map(({ word, action }) => [word, action])).toEqual([
      ['滚', 'block'],
      ['骗子', 'mask'],
      ['混蛋', 'mask'],
    ])
    expect(counts).toEqual({ visitor: 3, agent: 2 })
  })

  it('are found by a part in any spelling, narrowed by action, and read page by page', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['退款', '全额退款', '投诉'], ['visitor'])
    await world.list('block', ['退款骗局'], ['visitor'])
    const wordsOf = async (more: string) => (await world.words('visitor', more)).items.map(({ word }) => word)
    expect(await wordsOf(`&find=${encodeURIComponent('退 Ｋ'.slice(0, 2))}`)).toEqual(['退款骗局', '全额退款', '退款'])
    expect(await wordsOf(`&find=${encodeURIComponent('騙')}`)).toEqual(['退款骗局'])
    expect(await wordsOf('&action=watch')).toEqual(['投诉', '全额退款', '退款'])
    const first = await world.words('visitor', '&limit=3')
    const second = await world.words('visitor', `&limit=3&cursor=${first.next}`)
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null])
    expect(codeOf(await world.ask('GET', '/sensitive-words?side=visitor&cursor=nonsense'))).toBe('validation.failed')
  })

  it('are changed and shortened many words at a time', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['甲某', '乙某', '丙某'], ['agent'])
    const ids = (await world.words('agent')).items.map(({ wordId }) => wordId)
    const change = { wordIds: ids.slice(0, 2), action: 'block', isOn: false }
    expect(await world.must(world.ask('PUT', '/sensitive-words', change))).toEqual({ changed: 2 })
    const gone = world.ask('POST', '/sensitive-words/removal', { wordIds: [ids[2], crypto.randomUUID()] })
    expect(await world.must(gone)).toEqual({ removed: 1 })
    expect((await world.words('agent')).items).toMatchObject([
      { word: '丙某', action: 'block', isOn: false },
      { word: '乙某', action: 'block', isOn: false },
    ])
  })

  it('are no longer than what is looked for quickly', async () => {
    const world = await sensitiveWorld(server)
    await server.db.all(({ q }) =>
      sql`insert into shield_word (company_id, word_id, side, word, plain, action)
        select ${world.companyId}, gen_random_uuid(), 'agent', 'w' || n, 'w' || n, 'watch'
        from generate_series(1, 10000) n`.execute(q),
    )
    const add = { sides: ['agent'], action: 'watch', words: ['再来一个'] }
    expect(codeOf(await world.ask('POST', '/sensitive-words', add))).toBe('sensitive.list_full')
    expect((await world.words('agent')).counts.agent).toBe(10_000)
  })

  it('say what would happen to a message, and keep nothing of it', async () => {
    const world = await sensitiveWorld(server)
    await world.list('mask', ['混蛋'])
    await world.list('warn', ['保证'])
    const attempt = (text: string) =>
      world.must(world.ask<SensitiveTrial>('POST', '/sensitive-words/trial', { side: 'agent', text }))
    expect(await attempt('您好')).toEqual({ outcome: 'clear', text: '您好', found: [] })
    expect(await attempt('混 蛋，我保证')).toEqual({
      outcome: 'warned',
      text: '***，我保证',
      found: [
        { word: '混蛋', found: '混 蛋', action: 'mask' },
        { word: '保证', found: '保证', action: 'warn' },
      ],
    })
    expect(await world.hits()).toEqual([])
  })

  it('belong to those whose role manages them, and what they do is recorded', async () => {
    const world = await sensitiveWorld(server)
    const { supervisor, agent } = world
    const add = { sides: ['visitor'], action: 'watch', words: ['退款'] }
    expect((await world.ask('POST', '/sensitive-words', add, agent.token)).status).toBe(403)
    expect((await world.ask('GET', '/sensitive-hits', undefined, agent.token)).status).toBe(403)
    await world.must(world.ask('POST', '/sensitive-words', add, supervisor.token))
    const { body } = await server.ask<{ items: { action: string; agentId: string }[] }>('GET', '/api/logs/operations', {
      token: world.owner,
    })
    expect(body.items).toContainEqual(
      expect.objectContaining({ action: 'sensitive.added', agentId: supervisor.agentId }),
    )
  })
})

describe('A11 a spreadsheet of words', () => {
  it.each(['xlsx', 'csv'] as const)('that was exported as %s comes back as the same lists', async (format) => {
    const world = await sensitiveWorld(server)
    await world.list('mask', ['混蛋', '=1+1的骗局'], ['visitor'])
    await world.list('block', ['微信'], ['agent'])
    const rows = await exported(world, format)
    expect(rows).toEqual([
      ['敏感词', '对象', '处理方式', '状态'],
      ['混蛋', '访客', '替换为*', '启用'],
      ['=1+1的骗局', '访客', '替换为*', '启用'],
      ['微信', '客服', '禁止发送', '启用'],
    ])
    const same = world.ask<SensitiveImportPlan>('POST', '/sensitive-words/import/preview', {
      sheetFileId: await upload(world, rows, format),
    })
    expect(await world.must(same)).toMatchObject({ rows: 3, added: 0, changed: 0, unchanged: 3, badCount: 0 })
    const elsewhere = await sensitiveWorld(server)
    await elsewhere.must(
      elsewhere.ask('POST', '/sensitive-words/import', { sheetFileId: await upload(elsewhere, rows, format) }),
    )
    expect(await exported(elsewhere, format)).toEqual(rows)
  })

  it('changes what it names, adds what is new, and leaves the rest; in whatever language it is written', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['退款', '投诉'], ['visitor'])
    const rows = [
      ['State', 'Word', 'Action'],
      ['off', '退款', 'Block'],
      ['', '骗子', ''],
    ]
    const plan = world.ask<SensitiveImportPlan>('POST', '/sensitive-words/import', {
      sheetFileId: await upload(world, rows),
    })
    expect(await world.must(plan)).toMatchObject({ added: 1, changed: 1, unchanged: 0 })
    expect((await world.words('visitor')).items).toMatchObject([
      { word: '骗子', action: 'watch', isOn: true },
      { word: '投诉', action: 'watch', isOn: true },
      { word: '退款', action: 'block', isOn: false },
    ])
  })

  it('with a single bad row changes nothing, and every bad row is named', async () => {
    const world = await sensitiveWorld(server)
    const rows = [
      ['敏感词', '对象', '处理方式'],
      ['退款', '访客', '关注'],
      ['!', '访客', '关注'],
      ['微信', '老板', '揍他'],
      ['退 款', '访客', '禁止发送'],
    ]
    const preview = world.ask<SensitiveImportPlan>('POST', '/sensitive-words/import/preview', {
      sheetFileId: await upload(world, rows),
    })
    expect((await world.must(preview)).bad).toEqual([
      { row: 3, column: 'word', code: 'too_short', value: '!' },
      { row: 4, column: 'side', code: 'invalid', value: '老板' },
      { row: 4, column: 'action', code: 'invalid', value: '揍他' },
      { row: 5, column: 'word', code: 'repeated', value: '退 款' },
    ])
    const answer = await world.ask('POST', '/sensitive-words/import', { sheetFileId: await upload(world, rows) })
    expect(codeOf(answer)).toBe('sensitive.bad_rows')
    expect((await world.words('visitor')).items).toEqual([])
    const headless = await world.ask('POST', '/sensitive-words/import', {
      sheetFileId: await upload(world, [['退款'], ['投诉']]),
    })
    expect(codeOf(headless)).toBe('sensitive.no_header')
  })
})

describe('A11 whoever reviews', () => {
  it('is told at once, reads what was kept, and is told of nothing twice', async () => {
    const world = await sensitiveWorld(server)
    await world.list('notify', ['回扣'])
    await world.list('mask', ['混蛋'])
    await using owner = await world.desk(world.owner)
    await world.must(world.ask('PUT', '/me/state', { state: 'busy' }))
    await using talk = await world.talk()
    expect(await world.unseen()).toEqual({ count: 0, latest: null })
    await talk.chat.says('给我回扣')
    await owner.hears('sensitive_hits')
    expect(await world.unseen()).toMatchObject({ count: 1, latest: { words: ['回扣'], text: '给我回扣' } })
    // What is only masked is on the list, and nobody is called for it.
    await talk.chat.says('混蛋')
    await talk.desk.says(talk.conversationId, '没有回扣，您别说混蛋')
    await vi.waitFor(async () => expect(await world.unseen()).toMatchObject({ count: 2 }))
    expect(await world.hits()).toMatchObject([
      { side: 'agent', agentId: world.agent.agentId, words: ['回扣', '混蛋'], text: '没有回扣，您别说混蛋' },
      { side: 'visitor', words: ['混蛋'], text: null },
      { side: 'visitor', words: ['回扣'], conversationId: talk.conversationId, seq: expect.any(Number) },
    ])
    await world.must(world.ask('POST', '/sensitive-hits/seen'))
    expect(await world.unseen()).toEqual({ count: 0, latest: null })
    const narrowed = await world.ask<{ items: unknown[] }>('GET', '/sensitive-hits?side=agent&action=mask')
    expect(narrowed.body.items).toHaveLength(1)
  })

  it('sees what was said in conversations of his data scope, and nowhere else', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['退款'])
    await using talk = await world.talk()
    await talk.chat.says('退款')
    // A supervisor's scope is his group: this agent is in none of his.
    expect(await world.hits(world.supervisor.token)).toEqual([])
    expect(await world.unseen(world.supervisor.token)).toEqual({ count: 0, latest: null })
    const { groupId } = await world.must(world.ask<{ groupId: string }>('POST', '/groups', { name: '售前' }))
    const group = { groupId, name: '售前', leaderId: world.supervisor.agentId, memberIds: [world.agent.agentId] }
    await world.must(world.ask('PUT', `/groups/${groupId}`, group))
    expect(await world.hits(world.supervisor.token)).toMatchObject([{ words: ['退款'] }])
    expect(await world.unseen(world.supervisor.token)).toMatchObject({ count: 1 })
  })

  it('finds nothing any more after half a year', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['退款'])
    await using talk = await world.talk()
    await talk.chat.says('退款')
    await talk.chat.says('退款 2')
    await server.db.all(({ q }) =>
      sql`update shield_word_hit set at = now() - interval '181 days'
        where company_id = ${world.companyId} and seq = (select min(seq) from shield_word_hit where company_id = ${world.companyId})`.execute(
        q,
      ),
    )
    await createSensitiveHits({ db: server.db } as Parameters<typeof createSensitiveHits>[0]).forgetOld()
    expect(await world.hits()).toHaveLength(1)
  })
})
