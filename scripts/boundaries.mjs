// Which way imports point: dependency-cruiser with the rules of .dependency-cruiser.mjs, and a look that it saw every file.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './processes.mjs'

const rules = join(root, '.dependency-cruiser.mjs')
const cruiser = join(root, 'node_modules/.bin/depcruise')
const roots = ['apps', 'packages', 'tests', 'scripts']
const skipped = new Set(['node_modules', 'dist', 'data'])

/** What is wrong, a line each. */
export async function findBoundaryFaults(folder = root, config = rules) {
  const present = roots.filter((name) => existsSync(join(folder, name)))
  const { output } = await run(cruiser, ['--config', config, '--output-type', 'json', ...present], {
    cwd: folder,
    isCollected: true,
  })
  const { modules, summary } = parse(output)
  const seen = new Set(modules.map((module) => module.source))
  const unseen = present.flatMap((name) => listSources(folder, name)).filter((file) => !seen.has(file))
  return [
    // A parser that understands nothing finds no violation either.
    ...unseen.map((file) => `not-cruised: ${file} was not looked at`),
    ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ]
}

function parse(output) {
  try {
    return JSON.parse(output)
  } catch {
    throw new Error(`dependency-cruiser did not finish:\n${output.slice(0, 2_000)}`)
  }
}

function listSources(folder, path) {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const child = `${path}/${entry.name}`
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listSources(folder, child)
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [child] : []
  })
}
