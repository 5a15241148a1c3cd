import { emptyPhraseTree } from '@youwen/sdk/phrases'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { outlineOf, phraseClient, text } from './phrase.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

let companies = 0
async function world() {
  const company = await server.company(`phrases${++companies}`)
  const lin = await company.agent('xiaolin', 'agent')
  const chen = await company.agent('xiaochen', 'agent')
  const zhou = await company.agent('laozhou', 'supervisor')
  const client = (token: string, tree: 'shared' | 'own') => phraseClient(server, token, tree)
  return { ...company, lin, chen, zhou, client, shared: client(zhou.token, 'shared') }
}
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code

test('the shared tree is edited by who may, and used by everybody (D3.1)', async () => {
  const { shared, lin, client } = await world()
  const folder = await shared.addFolder('售前')
  const hello = await shared.addText('你好', { folderId: folder })
  const agent = client(lin.token, 'shared')
  expect(await agent.outline()).toEqual(['售前', ['你好']])
  const tries = [
    agent.add(text('我的')),
    agent.save(hello, text('改了')),
    agent.move(hello, { folderId: null }),
    agent.remove(folder),
  ]
  for (const answer of await Promise.all(tries))
    expect([answer.status, codeOf(answer)]).toEqual([403, 'security.forbidden'])
  expect(await shared.outline()).toEqual(['售前', ['你好']])
})

test('an own tree is its agent’s alone, also against who may edit the shared one', async () => {
  const { lin, chen, zhou, client, shared } = await world()
  const mine = client(lin.token, 'own')
  const phraseId = await mine.addText('我的')
  expect(await mine.outline()).toEqual(['我的'])
  for (const { token } of [chen, zhou]) {
    const theirs = client(token, 'own')
    expect(await theirs.outline()).toEqual([])
    for (const answer of [
      await theirs.save(phraseId, text('改了')),
      await theirs.move(phraseId, {}),
      await theirs.remove(phraseId),
      await shared.save(phraseId, text('改了')),
      await theirs.add(text('里面'), { folderId: phraseId }),
    ].filter(({ status }) => status !== 403)) {
      expect([answer.status, codeOf(answer)]).toEqual([404, 'phrase.not_found'])
    }
  }
  expect(await mine.outline()).toEqual(['我的'])
})

test('phrases and folders stand where they are put: before others, at the end, in another folder', async () => {
  const { shared } = await world()
  const [a, b, c] = [await shared.addText('甲'), await shared.addText('乙'), await shared.addText('丙')]
  const folder = await shared.addFolder('夹')
  await shared.move(c, { beforeId: a })
  expect(await shared.outline()).toEqual(['丙', '甲', '乙', '夹', []])
  await shared.move(folder, { beforeId: b })
  await shared.move(a, { folderId: folder })
  await shared.move(c, { folderId: folder, beforeId: a })
  expect(await shared.outline()).toEqual(['夹', ['丙', '甲'], '乙'])
  // A colleague has put elsewhere what stood there: at the end, then.
  await shared.move(b, { folderId: folder, beforeId: folder })
  expect(await shared.outline()).toEqual(['夹', ['丙', '甲', '乙']])
  const gone = await shared.move(b, { beforeId: crypto.randomUUID() })
  expect([gone.status, codeOf(gone)]).toEqual([404, 'phrase.not_found'])
})

test('a place between two is found however often something is moved there', async () => {
  const { shared } = await world()
  const ids = [await shared.addText('一'), await shared.addText('二'), await shared.addText('三')]
  let [before = '', moved = ''] = [ids[1], ids[2]]
  for (let i = 0; i < 60; i++) {
    await shared.move(moved, { beforeId: before })
    ;[before, moved] = [moved, before]
  }
  expect(await shared.outline()).toEqual(['一', '二', '三'])
})

test('a folder lies neither within itself nor too deep, and has its name alone in its place', async () => {
  const { shared } = await world()
  const outer = await shared.addFolder('外')
  const inner = await shared.addFolder('内', outer)
  const circle = await shared.move(outer, { folderId: inner })
  expect([circle.status, codeOf(circle)]).toEqual([409, 'phrase.circle'])
  const twin = await shared.add({ kind: 'folder', title: '外' })
  expect([twin.status, codeOf(twin)]).toEqual([409, 'phrase.folder_taken'])
  let deepest = inner
  for (let depth = 3; depth <= 12; depth++) deepest = await shared.addFolder(`${depth}`, deepest)
  const tooDeep = await shared.add({ kind: 'folder', title: '13' }, { folderId: deepest })
  expect([tooDeep.status, codeOf(tooDeep)]).toEqual([409, 'phrase.too_deep'])
  const lone = await shared.addFolder('独')
  await shared.addFolder('子', lone)
  expect(codeOf(await shared.move(lone, { folderId: deepest }))).toBe('phrase.too_deep')
})

test('a code belongs to one phrase of its tree, whatever its case; the same one may be in the other tree', async () => {
  const { shared, client, zhou } = await world()
  const first = await shared.addText('报价', { code: 'BJ' })
  const again = await shared.add(text('报价单', { code: 'bj' }))
  expect([again.status, codeOf(again)]).toEqual([409, 'phrase.code_taken'])
  expect((await shared.save(first, text('报价', { code: 'bj' }))).status).toBe(200)
  await client(zhou.token, 'own').addText('我的报价', { code: 'bj' })
  await shared.remove(first)
  await shared.addText('新报价', { code: 'bj' })
})

test('removing a folder removes what is in it, and says how much that was', async () => {
  const { shared } = await world()
  const folder = await shared.addFolder('旧')
  const inner = await shared.addFolder('更旧', folder)
  for (const title of ['一', '二', '三']) await shared.addText(title, { folderId: inner })
  await shared.addText('留下')
  const held = await shared.follow()
  expect((await shared.remove(folder)).body).toEqual({ removed: 5 })
  expect(await shared.outline()).toEqual(['留下'])
  expect(outlineOf(await shared.follow(held))).toEqual(['留下'])
  expect((await shared.remove(folder)).status).toBe(404)
})

test('who follows the changes ends up with what somebody sees who has just come (expectConverges)', async () => {
  const { shared } = await world()
  const step = fc.record({
    act: fc.constantFrom('text', 'folder', 'save', 'move', 'move', 'remove'),
    at: fc.nat(1_000),
    to: fc.nat(1_000),
    isFollowed: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      let held = await shared.follow()
      for (const { act, at, to, isFollowed } of steps) {
        const all = [...(await shared.follow()).byId.values()]
        const one = all[at % Math.max(all.length, 1)]
        const folders = [null, ...all.filter(({ kind }) => kind === 'folder').map(({ phraseId }) => phraseId)]
        const folderId = folders[to % folders.length] ?? null
        const beforeId = all[to % Math.max(all.length, 1)]?.phraseId ?? null
        // Some are refused (circles, names that are taken): they must change nothing for anybody either.
        if (act === 'text') await shared.add(text(`句${at}`), { folderId, beforeId })
        else if (act === 'folder') await shared.add({ kind: 'folder', title: `夹${at}` }, { folderId })
        else if (one && act === 'save') {
          await shared.save(
            one.phraseId,
            one.kind === 'folder' ? { kind: 'folder', title: `改${to}` } : text(`改${to}`),
          )
        } else if (one && act === 'move') await shared.move(one.phraseId, { folderId, beforeId })
        else if (one) await shared.remove(one.phraseId)
        if (isFollowed) held = await shared.follow(held)
      }
      held = await shared.follow(held)
      const fresh = await shared.follow(emptyPhraseTree)
      expect(new Map(held.byId)).toEqual(new Map(fresh.byId))
    }),
    { numRuns: 8 },
  )
}, 60_000)

test('what many change at once is told whole and in order', async () => {
  const { shared } = await world()
  const folder = await shared.addFolder('一起')
  const held = await shared.follow()
  await Promise.all(Array.from({ length: 20 }, (_, i) => shared.add(text(`第${i}句`), { folderId: folder })))
  const now = await shared.follow(held)
  expect(now.byId.size).toBe(21)
  expect(new Set([...now.byId.values()].map(({ position, folderId }) => `${folderId}${position}`)).size).toBe(21)
})

test('an agent’s most used phrases are his own, most frequent first; what he cannot use does not count (D3.3)', async () => {
  const { shared, lin, chen, client } = await world()
  const [hello, bye] = [await shared.addText('你好'), await shared.addText('再见')]
  const folder = await shared.addFolder('夹')
  const own = await client(lin.token, 'own').addText('我的')
  const others = await client(chen.token, 'own').addText('别人的')
  const use = (token: string, uses: [string, number][]) =>
    server.ask('POST', '/api/phrase-uses', {
      token,
      body: { uses: uses.map(([phraseId, count]) => ({ phraseId, count })) },
    })
  const mostUsed = async (token: string) =>
    (await server.ask<{ phraseId: string }[]>('GET', '/api/phrase-uses', { token })).body
  await use(lin.token, [
    [hello, 1],
    [own, 2],
    [others, 9],
    [folder, 9],
    [hello, 2],
  ])
  await use(lin.token, [[bye, 1]])
  expect(await mostUsed(lin.token)).toEqual([
    { phraseId: hello, count: 3 },
    { phraseId: own, count: 2 },
    { phraseId: bye, count: 1 },
  ])
  expect(await mostUsed(chen.token)).toEqual([])
  await shared.remove(hello)
  expect((await mostUsed(lin.token)).map(({ phraseId }) => phraseId)).toEqual([own, bye])
})

test('a cursor that we did not give out is refused', async () => {
  const { shared } = await world()
  for (const cursor of ['1', '1:x', `1:${'-'.repeat(36)}`, `${'9'.repeat(30)}:${crypto.randomUUID()}`]) {
    const answer = await shared.ask('GET', `/phrases/shared?cursor=${cursor}`)
    expect([answer.status, codeOf(answer)]).toEqual([422, 'validation.failed'])
  }
})
