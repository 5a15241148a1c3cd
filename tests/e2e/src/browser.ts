import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A real Chromium: the one `npm test` found (YOUWEN_CHROMIUM), or the machine's. `await using browser = await launch()`
 * Each person in a test gets a context of his own: `browser.newContext({ locale: 'zh-CN' })`.
 */
export async function launch({
  headless = true,
  args = [],
}: {
  headless?: boolean
  /** Chromium's own, beside ours. */
  args?: readonly string[]
} = {}): Promise<Browser & AsyncDisposable> {
  const found = process.env['YOUWEN_CHROMIUM'] ?? places.find((path) => existsSync(path))
  const browser = await chromium.launch({
    ...(found && { executablePath: found }),
    headless,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The shared memory of containers is too small for Chromium.
      '--disable-dev-shm-usage',
      ...args,
    ],
  })
  return browser
}
