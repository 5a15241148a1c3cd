// Programs the tests need beside npm's: a Chromium, fonts with Chinese characters, nats-server.
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { environment, must, run } from './processes.mjs'

const debian = { chromium: ['chromium'], 'nats-server': ['nats-server'], 'Chinese fonts': ['fonts-noto-cjk'] }

/** Installs what is missing where we may (root on Debian), and returns the environment that the tests run with. */
export async function ensureMachine() {
  const missing = await findMissing()
  if (missing.length > 0 && process.getuid?.() === 0 && (await exists('apt-get'))) {
    console.log(`Installing ${missing.join(', ')} …`)
    const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive' }
    await must('apt-get update', 'apt-get', ['update', '-qq'], { env, isCollected: true })
    const packages = missing.flatMap((what) => debian[what])
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
    await must(`apt-get install ${packages.join(' ')}`, 'apt-get', install, { env, isCollected: true })
  } else if (missing.includes('chromium')) {
    console.log('Installing Chromium for this user …')
    await run('playwright-core', ['install', 'chromium'], { isCollected: true })
  }
  for (const what of await findMissing()) {
    console.warn(`Missing: ${what}. The tests that need it will fail; install it (Debian: ${debian[what].join(' ')}).`)
  }
  const chromium = await findChromium()
  return chromium ? { ...environment, YOUWEN_CHROMIUM: chromium } : environment
}

async function findMissing() {
  const found = {
    chromium: Boolean(await findChromium()),
    'nats-server': await exists('nats-server'),
    'Chinese fonts': await hasChineseFont(),
  }
  return Object.keys(found).filter((what) => !found[what])
}

/** YOUWEN_CHROMIUM, a browser of the machine, or one that Playwright installed. */
async function findChromium() {
  const given = process.env.YOUWEN_CHROMIUM
  if (given) return given
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = await which(name)
    if (path) return path
  }
  const installed = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return existsSync(installed) ? installed : findPlaywrights()
}

function findPlaywrights() {
  const caches = [process.env.PLAYWRIGHT_BROWSERS_PATH, '.cache/ms-playwright', 'Library/Caches/ms-playwright']
  const programs = ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium']
  for (const cache of caches.filter(Boolean)) {
    const folder = resolve(homedir(), cache)
    const browsers = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('chromium-')) : []
    for (const browser of browsers.sort().reverse()) {
      const found = programs.map((program) => join(folder, browser, program)).find((path) => existsSync(path))
      if (found) return found
    }
  }
  return undefined
}

async function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const { status, output } = await run('fc-list', [':lang=zh-cn', 'family'], { isCollected: true }).catch(() => ({}))
  return status === 0 ? output.trim() !== '' : existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
}

const exists = async (name) => Boolean(await which(name))

async function which(name) {
  const { status, output } = await run('sh', ['-c', `command -v ${name}`], { isCollected: true }).catch(() => ({}))
  return status === 0 ? output.trim() : undefined
}
