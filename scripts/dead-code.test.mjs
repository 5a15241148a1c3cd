import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root, run } from './processes.mjs'

/** A workspace of our shape with the repository's own knip.json. */
async function knip(files) {
  const folder = mkdtempSync(join(tmpdir(), 'youwen-knip-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const manifest = { name: 'planted', private: true, type: 'module' }
  const all = {
    'package.json': JSON.stringify({ ...manifest, workspaces: ['apps/*'] }),
    'apps/server/package.json': JSON.stringify({ ...manifest, name: '@youwen/server' }),
    'apps/server/src/main.ts': "import { used } from './thing.ts'\nconsole.log(used)\n",
    'apps/server/src/thing.ts': 'export const used = 1\n',
    ...files,
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  cpSync(join(root, 'knip.json'), join(folder, 'knip.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return run(join(root, 'node_modules/.bin/knip'), ['--no-config-hints'], { cwd: folder, isCollected: true })
}

test('an export that nobody imports is found', async () => {
  const dead = await knip({ 'apps/server/src/thing.ts': 'export const used = 1\nexport const forgotten = 2\n' })
  expect(dead.output).toContain('forgotten')
  expect(dead.status).toBe(1)
})

test('a file that nobody imports is found', async () => {
  const dead = await knip({ 'apps/server/src/forgotten.ts': 'export const x = 1\n' })
  expect(dead.output).toContain('apps/server/src/forgotten.ts')
  expect(dead.status).toBe(1)
})

test('a package that is imported but not declared is found', async () => {
  const dead = await knip({ 'apps/server/src/thing.ts': "import 'fastify'\nexport const used = 1\n" })
  expect(dead.output).toContain('fastify')
  expect(dead.status).toBe(1)
})

test('where everything is used nothing is found', async () => {
  const { output, status } = await knip({})
  expect(output.trim()).toBe('')
  expect(status).toBe(0)
})
