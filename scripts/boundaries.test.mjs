import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import config from '../.dependency-cruiser.mjs'
import { findBoundaryFaults } from './boundaries.mjs'

const modules = 'apps/server/src/modules'

/** One violation of each rule: the file that commits it, what it imports, and what that file holds. */
const faults = {
  'everything-resolves': ['packages/sdk/src/a.ts', './missing.ts'],
  'no-circles': ['packages/sdk/src/b.ts', './c.ts', 'packages/sdk/src/c.ts', "import './b.ts'"],
  'modules-meet-at-index': [`${modules}/team/a.ts`, '../company/service.ts', `${modules}/company/service.ts`],
  'platform-knows-no-domain': [
    'apps/server/src/platform/http/a.ts',
    '../../modules/team/index.ts',
    `${modules}/team/index.ts`,
  ],
  'sql-lives-in-stores': [`${modules}/team/service.ts`, 'kysely', 'node_modules/kysely/index.js'],
  'adapters-only-translate': [
    `${modules}/channel/adapters/weibo/a.ts`,
    '../../service.ts',
    `${modules}/channel/service.ts`,
  ],
  'contract-is-a-leaf': ['packages/contract/src/a.ts', '../../sdk/src/d.ts', 'packages/sdk/src/d.ts'],
  'features-do-not-meet': [
    'apps/console/src/features/team/A.tsx',
    '../visitor/B.tsx',
    'apps/console/src/features/visitor/B.tsx',
  ],
  'browsers-know-no-server': [
    'apps/widget/src/a.ts',
    '../../server/src/platform/log.ts',
    'apps/server/src/platform/log.ts',
  ],
}

function plant(files) {
  const folder = mkdtempSync(join(tmpdir(), 'youwen-boundaries-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

test('there is a planted fault for every rule', () => {
  expect(Object.keys(faults).sort()).toEqual(config.forbidden.map(({ name }) => name).sort())
})

test('every rule finds its planted fault, and nothing else is found', async () => {
  const files = { 'node_modules/kysely/package.json': '{ "name": "kysely", "main": "index.js" }' }
  for (const [file, specifier, target, text = 'export const x = 1'] of Object.values(faults)) {
    files[file] = `import '${specifier}'\n`
    if (target) files[target] = text
  }
  const found = await findBoundaryFaults(plant(files))
  expect(found.map((fault) => fault.split(':')[0]).sort()).toEqual(Object.keys(faults).sort())
})

test('types imported with import(), and files that use await using, are seen', async () => {
  const folder = plant({
    'packages/contract/src/a.ts': "export type A = import('../../sdk/src/b.ts').B\n",
    'packages/sdk/src/b.ts':
      'export async function f(x: AsyncDisposable) { await using y = x }\nexport type B = string\n',
  })
  expect(await findBoundaryFaults(folder)).toEqual([
    'contract-is-a-leaf: packages/contract/src/a.ts → packages/sdk/src/b.ts',
  ])
})

test('a file that was not looked at is itself a fault, so that a blind check cannot be green', async () => {
  const folder = plant({
    'packages/sdk/src/a.ts': "import './b.ts'",
    'packages/sdk/src/b.ts': 'export {}',
    'blind.mjs': "export default { forbidden: [], options: { exclude: { path: 'b[.]ts$' } } }",
  })
  expect(await findBoundaryFaults(folder)).toEqual([])
  expect(await findBoundaryFaults(folder, join(folder, 'blind.mjs'))).toEqual([
    'not-cruised: packages/sdk/src/b.ts was not looked at',
  ])
})
