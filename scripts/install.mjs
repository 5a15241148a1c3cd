// Brings node_modules to what package-lock.json says, and does nothing when it is so already.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, main, must, pinnedNode, root, run } from './processes.mjs'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

export async function ensureInstalled() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) throw new Failure(`Node 20 or newer is needed to begin with; this is ${process.versions.node}.`)
  if (!isInstalled()) {
    console.log('Installing what is missing (the first time takes a minute or two) …')
    await must('npm ci', npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env: process.env })
  }
  if (await hasPinnedNode()) return
  // npm may have been told not to run install scripts; this one fetches the Node that everything else runs on.
  await must('Fetching Node', npm, ['rebuild', 'node', '--ignore-scripts=false'], { env: process.env })
  if (!(await hasPinnedNode()))
    throw new Failure(`${pinnedNode} is missing or of another version than package.json says.`)
}

/** Compares the lockfile with the copy npm leaves in node_modules: which version of what lies where. */
export function isInstalled(folder = root) {
  const hidden = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = readPackages(hidden)
  return Object.entries(readPackages(join(folder, 'package-lock.json')))
    .filter(([path, wanted]) => path.includes('node_modules/') && !wanted.optional)
    .every(([path, wanted]) => installed[path]?.version === wanted.version)
}

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

async function hasPinnedNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node
  if (!existsSync(pinnedNode)) return false
  const { status, output } = await run(pinnedNode, ['--version'], { isCollected: true })
  return status === 0 && output.trim() === `v${wanted}`
}

if (process.argv[1] === import.meta.filename) await main(ensureInstalled)
