import type { PhraseImportPlan } from '@youwen/contract'
import { phrasesByParent } from '@youwen/sdk/phrases'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSheets } from '../../platform/sheet/index.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { download, phraseClient, text, upload } from './phrase.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const sheets = createSheets()
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code
let companies = 0

async function world() {
  const company = await server.company(`exchange${++companies}`)
  const zhou = await company.agent('laozhou', 'supervisor')
  const lin = await company.agent('xiaolin', 'agent')
  const at = (token: string, tree: 'shared' | 'own') => {
    const ask = <T>(path: string, body: unknown) =>
      server.ask<T>('POST', `/api/phrases/${tree}/${path}`, { token, body })
    const uploaded = async (rows: readonly string[][], format: 'xlsx' | 'csv') =>
      upload(server, token, new Uint8Array(await sheets.write(format, { name: 'a', rows })))
    return {
      ...phraseClient(server, token, tree),
      async export(format: 'xlsx' | 'csv') {
        const { body } = await ask<{ fileId: string }>('export', { format })
        return (await sheets.read(await download(server, token, body.fileId))).map(({ cells }) => cells)
      },
      preview: async (rows: readonly string[][], format: 'xlsx' | 'csv' = 'xlsx') =>
        ask<PhraseImportPlan>('import/preview', { sheetFileId: await uploaded(rows, format) }),
      import: async (rows: readonly string[][], format: 'xlsx' | 'csv' = 'xlsx') =>
        ask<PhraseImportPlan>('import', { sheetFileId: await uploaded(rows, format) }),
    }
  }
  return { zhou, lin, at, shared: at(zhou.token, 'shared') }
}

/** Everything that makes a tree, without the ids. */
async function contentsOf(client: ReturnType<typeof phraseClient>) {
  const byParent = phrasesByParent(await client.follow())
  const below = (folderId: string | null): unknown[] =>
    (byParent.get(folderId) ?? []).map((phrase) =>
      phrase.kind === 'folder'
        ? [phrase.title, below(phrase.phraseId)]
        : { title: phrase.title, code: phrase.code, body: phrase.body },
    )
  return below(null)
}

const header = ['编号', '文件夹', '标题', '快捷码', '类型', '内容']

test.each(['xlsx', 'csv'] as const)(
  'an exported %s comes back as the same tree: unchanged where it came from, whole where nothing was (D3.2)',
  async (format) => {
    const { shared, at, lin } = await world()
    const folder = await shared.addFolder('售前/售中')
    const inner = await shared.addFolder('价格\\', folder)
    await shared.addFolder('空的', inner)
    await shared.addText('你好', { text: '{访客名}您好，\n"欢迎"光临', code: 'NH', folderId: folder })
    await shared.addText('公式', { text: '=1+1', folderId: inner })
    await shared.addText('减号', { text: "-5%，'=x", code: '5折' })
    const rows = (await shared.export(format)).map((cells) => [...cells])

    const again = await shared.preview(rows, format)
    expect(again.body).toMatchObject({ rows: 4, added: 0, changed: 0, unchanged: 3, newFolders: 0, badCount: 0 })

    const own = at(lin.token, 'own')
    const imported = await own.import(rows, format)
    expect(imported.body).toMatchObject({ added: 3, changed: 0, newFolders: 3, badCount: 0 })
    expect(await contentsOf(own)).toEqual(await contentsOf(shared))
  },
)

test('a dry run says what will change and changes nothing; the import then does just that', async () => {
  const { shared } = await world()
  const folder = await shared.addFolder('售前')
  const changed = await shared.addText('旧标题', { folderId: folder, code: 'a' })
  const moved = await shared.addText('要搬走', { folderId: folder, code: 'b' })
  await shared.addText('不在表里', { folderId: folder })
  const rows = [
    header,
    [changed, '售前', '新标题', 'b', '文本', '新的话'],
    [moved, '售后', '要搬走', 'a', '', '要搬走的话'],
    ['', '售后/物流', '几天到', 'jtd', 'Text', '三天'],
    ['', '', '', '', '', '只有内容，标题就取它的开头的一些字好了'],
    ['', '空夹', '', '', '文件夹', ''],
  ]
  const before = await contentsOf(shared)
  const plan = await shared.preview(rows)
  expect(plan.body).toMatchObject({ rows: 5, added: 2, changed: 2, unchanged: 0, newFolders: 3, bad: [], badCount: 0 })
  expect(plan.body.sample).toContainEqual({
    row: 4,
    change: 'added',
    folder: '售后/物流',
    title: '几天到',
    text: '三天',
  })
  expect(await contentsOf(shared)).toEqual(before)
  expect((await shared.import(rows)).body).toEqual(plan.body)
  expect(await shared.outline()).toEqual([
    '售前',
    ['新标题', '不在表里'],
    '售后',
    ['要搬走', '物流', ['几天到']],
    '只有内容，标题就取它的开头的一些字好了',
    '空夹',
    [],
  ])
})

test('every bad row is named with its reason, and with one bad row nothing is imported', async () => {
  const { shared } = await world()
  const taken = await shared.addText('在用', { code: 'used' })
  const long = '很'.repeat(4_001)
  const rows = [
    header,
    ['', '', '好的', '', '', '这一行没有问题'],
    ['123', '', '编号', '', '', '内容'],
    ['', '', '没有内容', '', '', ' '],
    ['', '', '题'.repeat(61), '', '', '内容'],
    ['', '', '太长', '', '', long],
    ['', '', '图', '', '图片', 'a.png'],
    ['', '', '怪', '', '音乐', '内容'],
    ['', '', '码', 'a b', '', '内容'],
    ['', '', '码', 'USED', '', '内容'],
    ['', '', '码', 'new', '', '内容'],
    ['', '', '码', 'NEW', '', '内容'],
    ['', Array.from({ length: 13 }, (_, i) => `${i}`).join('/'), '深', '', '', '内容'],
    [taken, '', '在用', 'used', '', '改一次'],
    [taken, '', '在用', 'used', '', '改两次'],
  ]
  const { body } = await shared.preview(rows)
  expect(body.bad.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'id', 'invalid'],
    [4, 'content', 'missing'],
    [5, 'title', 'too_long'],
    [6, 'content', 'too_long'],
    [7, 'type', 'not_importable'],
    [8, 'type', 'invalid'],
    [9, 'code', 'invalid'],
    [10, 'code', 'taken'],
    [12, 'code', 'repeated'],
    [13, 'folder', 'too_deep'],
    [15, 'id', 'repeated'],
  ])
  expect(body).toMatchObject({ rows: 14, badCount: 11 })
  const refused = await shared.import(rows)
  expect([refused.status, codeOf(refused)]).toEqual([409, 'phrase.import_bad_rows'])
  expect(await shared.outline()).toEqual(['在用'])
})

test('a picture of a phrase stays when its sheet comes back, with a new title', async () => {
  const { shared, zhou } = await world()
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const fileId = await upload(server, zhou.token, new Uint8Array(png), { purpose: 'message', name: '价目表.png' })
  await shared.add({ kind: 'phrase', title: '价目表', code: '', body: { type: 'image', fileId } })
  const [head = [], row = []] = await shared.export('xlsx')
  expect(row.slice(1)).toEqual(['', '价目表', '', '图片', '价目表.png'])
  const renamed = [[...head], [row[0] ?? '', '', '新价目表', 'jmb', '图片', '随便']]
  expect((await shared.import(renamed)).body).toMatchObject({ changed: 1, badCount: 0 })
  expect(await contentsOf(shared)).toEqual([{ title: '新价目表', code: 'jmb', body: { type: 'image', fileId } }])
})

test('what is no sheet of phrases is refused, and so is somebody else’s upload', async () => {
  const { shared, zhou, lin, at } = await world()
  const noHeader = await shared.preview([
    ['甲', '乙'],
    ['1', '2'],
  ])
  expect([noHeader.status, codeOf(noHeader)]).toEqual([422, 'phrase.no_header'])
  const junk = await upload(server, zhou.token, Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]))
  const unreadable = await shared.ask('POST', '/phrases/shared/import/preview', { sheetFileId: junk })
  expect([unreadable.status, codeOf(unreadable)]).toEqual([422, 'sheet.unreadable'])
  const message = await upload(server, lin.token, new TextEncoder().encode('标题,内容\na,b'), { purpose: 'message' })
  for (const fileId of [junk, message, crypto.randomUUID()]) {
    const answer = await at(lin.token, 'own').ask('POST', '/phrases/own/import/preview', { sheetFileId: fileId })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'file.not_found'])
  }
  const { body } = await shared.ask<{ fileId: string }>('POST', '/phrases/shared/export', { format: 'csv' })
  const theirs = await server.ask('POST', '/api/files/urls', { token: lin.token, body: { fileIds: [body.fileId] } })
  expect(theirs.body).toEqual([])
})

test('twenty thousand phrases are imported in one go', async () => {
  const { shared } = await world()
  const rows = Array.from({ length: 20_000 }, (_, i) => ['', `夹${i % 50}`, `标题${i}`, `c${i}`, '', `第${i}句话`])
  const answer = await shared.import([header, ...rows])
  expect(answer.body).toMatchObject({ added: 20_000, newFolders: 50, badCount: 0 })
  expect((await shared.follow()).byId.size).toBe(20_050)
  const again = await shared.add(text('还有', { code: 'c7' }))
  expect(codeOf(again)).toBe('phrase.code_taken')
}, 60_000)
