// npm run check: what can be found wrong without running the product. Prints what each check found.
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { findBoundaryFaults } from './boundaries.mjs'
import { describeBudget, measureBudgets } from './budgets.mjs'
import { ensureInstalled } from './install.mjs'
import { main, root, run } from './processes.mjs'
import { ensureWebApps } from './web-apps.mjs'

const checks = {
  'format and lint (biome)': () => program('biome', ['check', '--error-on-warnings']),
  ...Object.fromEntries(typedFolders().map((folder) => [`types of ${folder}`, () => program('tsc', ['-p', folder])])),
  'dead code (knip)': () => program('knip', []),
  'direction of imports (dependency-cruiser)': async () => {
    const faults = await findBoundaryFaults()
    return { isGood: faults.length === 0, output: faults.join('\n') }
  },
  'bundle budgets': async () => {
    const budgets = measureBudgets()
    return { isGood: budgets.every(({ isMet }) => isMet), output: budgets.map(describeBudget).join('\n') }
  },
}

await main(async () => {
  await ensureInstalled()
  await ensureWebApps()
  const waiting = Object.entries(checks)
  let faults = 0
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next
      const { isGood, output } = await check()
      if (!isGood) faults++
      console.log(`${isGood ? '✓' : '✗'} ${name}${output.trim() ? `\n${indent(output.trim())}` : ''}`)
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
  console.log(
    faults === 0 ? '\nEverything is in order.' : `\n${faults} of ${Object.keys(checks).length} checks found something.`,
  )
  return faults === 0 ? 0 : 1
})

async function program(name, args) {
  const { status, output } = await run(name, args, { isCollected: true })
  return { isGood: status === 0, output: status === 0 ? '' : output }
}

function typedFolders() {
  return ['apps', 'packages', 'tests']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
}

function indent(text) {
  return text.replaceAll(/^/gm, '    ')
}
