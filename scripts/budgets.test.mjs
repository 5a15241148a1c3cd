import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { measureBudgets } from './budgets.mjs'

/** Text that gzip cannot make smaller than about this many bytes. */
const incompressible = (bytes) =>
  randomBytes(bytes)
    .toString('latin1')
    .replaceAll(/["'\r\n]/g, 'x')

function build(files) {
  const folder = mkdtempSync(join(tmpdir(), 'youwen-budgets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const small = {
    'apps/widget/dist/w.js': 'let a',
    'apps/widget/dist/chat/index.html': '<script src="/chat/assets/chat-1.js"></script>',
    'apps/widget/dist/chat/assets/chat-1.js': 'let a',
    'apps/console/dist/index.html': '<script type="module" src="/assets/index-1.js"></script>',
    'apps/console/dist/assets/index-1.js': 'import{a}from"./shared-1.js";import("./Other-1.js")',
    'apps/console/dist/assets/shared-1.js': 'export let a',
    'apps/console/dist/assets/DeskRoute-1.js': 'let a',
    'apps/console/dist/assets/Other-1.js': 'let a',
    'apps/console/dist/sw.js':
      'precacheAndRoute([{url:"index.html",revision:"1"},{url:"assets/index-1.js",revision:null}])',
  }
  for (const [path, text] of Object.entries({ ...small, ...files })) {
    if (text === null) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text, 'latin1')
  }
  return measureBudgets(folder).map(({ isMet }) => isMet)
}

test('small bundles are within budget', () => {
  expect(build({})).toEqual([true, true, true, true])
})

test('a fat loader, chat panel or console is found, also when the fat came in by an import', () => {
  expect(build({ 'apps/widget/dist/w.js': incompressible(4_000) })).toEqual([false, true, true, true])
  expect(build({ 'apps/widget/dist/chat/assets/chat-1.js': incompressible(50_000) })).toEqual([true, false, true, true])
  expect(build({ 'apps/console/dist/assets/shared-1.js': incompressible(500_000) })).toEqual([true, true, false, true])
  expect(build({ 'apps/console/dist/assets/DeskRoute-1.js': incompressible(500_000) })).toEqual([
    true,
    true,
    false,
    true,
  ])
})

test('a chunk that another page loads later does not count', () => {
  expect(build({ 'apps/console/dist/assets/Other-1.js': incompressible(500_000) })).toEqual([true, true, true, true])
})

test('what the service worker fetches of each release at once is found', () => {
  const sw = 'precacheAndRoute([{url:"index.html",revision:"1"},{url:"assets/Other-1.js",revision:null}])'
  const fat = { 'apps/console/dist/sw.js': sw, 'apps/console/dist/assets/Other-1.js': incompressible(700_000) }
  expect(build(fat)).toEqual([true, true, true, false])
})

test('a chunk that is called otherwise now is missed, not forgotten', () => {
  expect(build({ 'apps/console/dist/assets/DeskRoute-1.js': null })).toEqual([true, true, false, true])
})

test('what was not built is not within budget', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youwen-budgets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  expect(measureBudgets(folder).map(({ isMet }) => isMet)).toEqual([false, false, false, false])
})
