// Runs one of our TypeScript programs on the pinned Node: node scripts/run.mjs FILE.ts [arguments]
import { ensureInstalled } from './install.mjs'
import { envFile, main, pinnedNode, runInForeground } from './processes.mjs'

await main(async (args) => {
  await ensureInstalled()
  return runInForeground(pinnedNode, [...envFile(), ...args])
})
