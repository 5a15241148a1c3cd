import { expect, test } from 'vitest'
import { readChangelog } from './changelog.ts'

const english = `# Changelog

What users notice.

## 0.2.0, 2026-12-01

What breaks: nothing.

- **Desk**: groups of
  colleagues, \`Ctrl-K\`, [docs](https://x.example) & <script>alert(1)</script>
- Plain

## 0.1.0, unreleased
- **First** version`

test('each version is read with its lines, as text and not as markup', () => {
  const [latest, first] = readChangelog({ 'en-US': english })
  expect(latest).toMatchObject({ version: '0.2.0', isReleased: true })
  expect(first).toMatchObject({ version: '0.1.0', isReleased: false })
  const lines = latest?.changes['en-US']?.map((line) => line.map(({ text }) => text).join(''))
  expect(lines).toEqual([
    'What breaks: nothing.',
    'Desk: groups of colleagues, Ctrl-K, docs & <script>alert(1)</script>',
    'Plain',
  ])
  expect(latest?.changes['en-US']?.[1]?.slice(0, 3).map(({ kind }) => kind)).toEqual(['strong', 'text', 'code'])
})

test('a language has the versions that its file has', () => {
  const [latest, first] = readChangelog({ 'en-US': english, 'zh-CN': '## 0.1.0，未发布\n- **第一版**' })
  expect(Object.keys(latest?.changes ?? {})).toEqual(['en-US'])
  expect(Object.keys(first?.changes ?? {})).toEqual(['en-US', 'zh-CN'])
})

test('a file that is not there tells nothing', () => {
  expect(readChangelog({ 'en-US': '' })).toEqual([])
})
