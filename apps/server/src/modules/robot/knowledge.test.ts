import type { RobotImportPlan, RobotNode, RobotQuestion } from '@youwen/contract'
import { sql } from 'kysely'
import { v7 as uuidv7, validate, version } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSheets } from '../../platform/sheet/index.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { answerIdOf } from './answer-id.ts'
import { question, robotWorld } from './robot.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const sheets = createSheets()
type World = Awaited<ReturnType<typeof robotWorld>>

/** Titles, what is in a topic within brackets. */
async function outline(world: World) {
  const nodes = await world.tree()
  const below = (id: string | null): unknown[] =>
    nodes.flatMap(({ kind, title, topicId, entryId }) =>
      topicId !== id ? [] : kind === 'topic' ? [title, below(entryId)] : [title],
    )
  return below(null)
}

async function upload(world: World, rows: readonly string[][], format: 'xlsx' | 'csv' = 'xlsx') {
  const bytes = new Uint8Array(await sheets.write(format, { name: 'a', rows }))
  const file = await world.must(
    world.ask<{ fileId: string; uploadUrl: string }>('POST', '/files', {
      name: `a.${format}`,
      sizeBytes: bytes.length,
      purpose: 'sheet',
    }),
  )
  await fetch(new URL(file.uploadUrl, server.app.localUrl), { method: 'PUT', body: bytes })
  return file.fileId
}
async function exported(world: World, format: 'xlsx' | 'csv') {
  const { fileId } = await world.must(world.ask<{ fileId: string }>('POST', '/robot/export', { format }))
  const [file] = await world.must(world.ask<{ url: string }[]>('POST', '/files/urls', { fileIds: [fileId] }))
  const bytes = await (await fetch(new URL(file?.url ?? '', server.app.localUrl))).arrayBuffer()
  return (await sheets.read(new Uint8Array(bytes))).map(({ cells }) => [...cells])
}

test('topics and questions stand where they are put, and a topic goes with all that is in it', async () => {
  const world = await robotWorld(server)
  const topic = await world.add({ kind: 'topic', title: '送货' })
  const [a, b] = [await world.add(question('甲')), await world.add(question('乙'), topic.entryId)]
  await world.add(question('丙'), topic.entryId, b.entryId)
  expect(await outline(world)).toEqual(['送货', ['丙', '乙'], '甲'])
  await world.must(
    world.ask('PUT', `/robot/entries/${a.entryId}/place`, { place: { topicId: topic.entryId, beforeId: b.entryId } }),
  )
  expect(await outline(world)).toEqual(['送货', ['丙', '甲', '乙']])
  const circle = await world.ask('PUT', `/robot/entries/${topic.entryId}/place`, { place: { topicId: topic.entryId } })
  expect([circle.status, server.problemOf(circle).code]).toEqual([409, 'robot.circle'])
  const removed = await world.must(world.ask<{ removed: number }>('DELETE', `/robot/entries/${topic.entryId}`))
  expect(removed).toEqual({ removed: 4 })
  expect(await outline(world)).toEqual([])
})

test('ways to ask that say the same are kept once', async () => {
  const world = await robotWorld(server)
  const { entryId } = await world.add(question('几天到？', '三天', ['几天到', '多久到', '多久 到？', '啥时候到']))
  const known = await world.must(world.ask<RobotQuestion>('GET', `/robot/entries/${entryId}`))
  expect(known.variants).toEqual(['多久到', '啥时候到'])
})

test.each(['xlsx', 'csv'] as const)('an exported %s comes back as it was, and changes nothing', async (format) => {
  const world = await robotWorld(server)
  const topic = await world.add({ kind: 'topic', title: '售前/售中' })
  await world.add({ kind: 'topic', title: '空的' })
  await world.add(question('几天到？', '=三天\n"加急"', ['多久到', '啥时候到']), topic.entryId)
  await world.add({ ...question('停用的'), isEnabled: false } as ReturnType<typeof question>)
  const rows = await exported(world, format)
  const preview = await world.must(
    world.ask<RobotImportPlan>('POST', '/robot/import/preview', { sheetFileId: await upload(world, rows, format) }),
  )
  expect(preview).toMatchObject({ added: 0, changed: 0, unchanged: 2, newTopics: 0, badCount: 0 })

  const other = await robotWorld(server)
  await other.must(other.ask('POST', '/robot/import', { sheetFileId: await upload(other, rows, format) }))
  const content = async (of: World) => (await exported(of, format)).map(([, ...cells]) => cells)
  expect((await content(other)).sort()).toEqual((await content(world)).sort())
})

test('every bad row of an import is named with its reason, and nothing of it is brought in', async () => {
  const world = await robotWorld(server)
  const rows = [
    ['主题', '问题', '其他问法', '状态', '答案'],
    ['送货', '几天到？', '多久到\n啥时候到', '', '三天'],
    ['送货', '', '', '', '没有问题'],
    ['送货', '没有答案', '', '', ''],
    ['', '几天到', '', '', '重复'],
    ['', '状态不对', '', '也许', '好'],
    ['', '长'.repeat(101), '', '', '好'],
  ]
  const sheetFileId = await upload(world, rows)
  const plan = await world.must(world.ask<RobotImportPlan>('POST', '/robot/import/preview', { sheetFileId }))
  expect(plan.bad.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'title', 'missing'],
    [4, 'content', 'missing'],
    [5, 'title', 'repeated'],
    [6, 'state', 'invalid'],
    [7, 'title', 'too_long'],
  ])
  const refused = await world.ask('POST', '/robot/import', { sheetFileId })
  expect([refused.status, server.problemOf(refused).code]).toEqual([422, 'robot.bad_rows'])
  expect(await outline(world)).toEqual([])
  const good = await upload(world, rows.slice(0, 2))
  await world.must(world.ask('POST', '/robot/import', { sheetFileId: good }))
  expect(await outline(world)).toEqual(['送货', ['几天到？']])
})

test('what is taught is known at once, what is switched off or removed is not', async () => {
  const world = await robotWorld(server)
  const outcome = async () =>
    (await world.must(world.ask<{ outcome: string }>('POST', '/robot/try', { question: '几天到' }))).outcome
  expect(await outcome()).toBe('unknown')
  const { entryId } = (await world.add(question('几天到？'))) as RobotNode
  expect(await outcome()).toBe('answer')
  await world.must(
    world.ask('PUT', `/robot/entries/${entryId}`, { entry: { ...question('几天到？'), isEnabled: false } }),
  )
  expect(await outcome()).toBe('unknown')
})

test('a figure that makes no sense is refused, and a second company has a robot of its own', async () => {
  const world = await robotWorld(server)
  await world.add(question('几天到？'))
  const { avatarUrl: _, ...settings } = await world.settings()
  const refused = await world.ask('PUT', '/robot/settings', { ...settings, suggestAt: 0.9, answerAt: 0.5 })
  expect([refused.status, server.problemOf(refused).code]).toEqual([422, 'robot.thresholds'])
  const other = await robotWorld(server)
  expect(await other.tree()).toEqual([])
})

test('the id of an answer is a version 7 UUID of the question’s moment, the same each time', () => {
  const asked = uuidv7()
  const answer = answerIdOf(asked)
  expect([validate(answer), version(answer), answer.slice(0, 13)]).toEqual([true, 7, asked.slice(0, 13)])
  expect(answerIdOf(asked.toUpperCase()).slice(14)).toBe(answer.slice(14))
  expect(answerIdOf(uuidv7())).not.toBe(answer)
})

test('what a node that died has left unanswered is answered by another, once', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await world.add(question('几天到？', '三天'))
  const { companyId } = world
  const [site] = await server.app.company.sites(companyId)
  const [visitorId, conversationId] = [uuidv7(), uuidv7()]
  // As it stands in the database when a node was killed between the commit of the question and its answer.
  await server.db.company(companyId, async (tx) => {
    await sql`insert into visitor (company_id, visitor_id, site_id) values (${companyId}, ${visitorId}, ${site?.siteId})`.execute(
      tx.q,
    )
    await sql`insert into conversation (company_id, conversation_id, visitor_id, site_id, status, custody_seq)
      values (${companyId}, ${conversationId}, ${visitorId}, ${site?.siteId}, 'open', 0)`.execute(tx.q)
    await sql`insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body, sent_at)
      values (${companyId}, ${conversationId}, 1, ${uuidv7()}, 'visitor', ${visitorId},
        '{"type":"text","text":"几天到"}', now() - interval '3 seconds')`.execute(tx.q)
  })
  await world.becomes(conversationId, ['visitor: 几天到', 'robot: 三天'])
  await server.app.robot.settled()
  expect(await world.talk(conversationId)).toHaveLength(2)
})
