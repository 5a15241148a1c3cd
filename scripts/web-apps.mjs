// Builds what browsers load, if its sources changed since the last time.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main, must, root } from './processes.mjs'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const stamps = join(root, 'node_modules/.cache/youwen')
/** Their sources end up in every web app. */
const shared = ['packages/contract', 'packages/sdk', 'package-lock.json', 'tsconfig.base.json']
const skipped = new Set(['node_modules', 'dist', 'data'])

export async function ensureWebApps() {
  const stale = webApps().filter((app) => !isFresh(app))
  if (stale.length > 0) console.log(`Building ${stale.join(' and ')} …`)
  await Promise.all(
    stale.map(async (app) => {
      const fingerprint = fingerprintOf(app)
      await must(`Building ${app}`, npm, ['run', '--silent', 'build', '-w', `apps/${app}`], { isCollected: true })
      mkdirSync(stamps, { recursive: true })
      writeFileSync(join(stamps, `${app}.built`), fingerprint)
    }),
  )
}

/** The apps that have something to build. */
function webApps() {
  return readdirSync(join(root, 'apps')).filter((app) => {
    const manifest = join(root, 'apps', app, 'package.json')
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.build
  })
}

function isFresh(app) {
  const stamp = join(stamps, `${app}.built`)
  if (!existsSync(join(root, 'apps', app, 'dist')) || !existsSync(stamp)) return false
  return readFileSync(stamp, 'utf8') === fingerprintOf(app)
}

function fingerprintOf(app) {
  const hash = createHash('sha256')
  for (const path of [`apps/${app}`, ...shared]) addToHash(hash, path)
  return hash.digest('hex')
}

function addToHash(hash, path) {
  const absolute = join(root, path)
  if (statSync(absolute).isDirectory()) {
    for (const name of readdirSync(absolute).sort()) if (!skipped.has(name)) addToHash(hash, `${path}/${name}`)
  } else {
    hash.update(path).update('\0').update(readFileSync(absolute))
  }
}

if (process.argv[1] === import.meta.filename) await main(ensureWebApps)
