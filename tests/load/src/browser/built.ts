import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../../../scripts/web-apps.mjs', import.meta.url))

/** Builds the web apps whose sources have changed, so that what is measured is what is there. */
export async function ensureWebApps(): Promise<void> {
  const build = spawn(process.execPath, [script], { stdio: ['ignore', 2, 2] })
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error('The web apps could not be built.')
}
