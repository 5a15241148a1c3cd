import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './processes.mjs'

const skipped = new Set(['node_modules', 'dist', 'data', '.git'])

function listDocuments(path) {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const child = join(path, entry.name)
    if (entry.isDirectory()) return listDocuments(child)
    return entry.name.endsWith('.md') ? [child] : []
  })
}

test('every link between documents, files and pictures of the repository leads somewhere', () => {
  const broken = listDocuments('').flatMap((document) =>
    [...readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target)
      .filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith('/'))
      .filter((target) => !existsSync(join(root, dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  )
  expect(broken).toEqual([])
})

test('every command of package.json is explained in both READMEs, and every setting of .env.example', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const commands = Object.keys(scripts).map((name) =>
    ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`,
  )
  const settings = [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  )
  for (const readme of ['README.md', 'README.zh-CN.md']) {
    const text = readFileSync(join(root, readme), 'utf8')
    expect(
      [...commands, ...settings].filter((word) => !text.includes(`\`${word}`)),
      readme,
    ).toEqual([])
  }
})
