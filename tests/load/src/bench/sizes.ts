import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Bench, type Row, rowOf } from '../row.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const widget = join(root, 'apps/widget/dist')
const console_ = join(root, 'apps/console/dist')

export const widgetSize: Bench = {
  name: 'widget-size',
  what: 'gzipped bytes of the loader, and of all that the first open of the chat loads',
  async run() {
    const chat = join(widget, 'chat')
    const page = readdirSync(chat).find((file) => file.endsWith('.html'))
    if (!page) throw new Error(`No page in ${chat}: build the widget first.`)
    return [
      sized('widget-size loader', gzipped([join(widget, 'w.js')]), 2.5, 'w.js'),
      sized('widget-size chat', gzipped([join(chat, page), ...loadedBy(chat, page)]), 35, 'page, scripts and styles'),
    ]
  },
}

export const consoleSize: Bench = {
  name: 'console-size',
  what: 'gzipped JavaScript of the first screen after login',
  async run() {
    const scripts = loadedBy(console_, 'index.html').filter((file) => file.endsWith('.js'))
    const desk = scriptsOfRoute('DeskRoute', scripts)
    const all = [...new Set([...scripts, ...desk])]
    return sized(
      'console-size',
      gzipped(all),
      350,
      `entry ${scripts.length} files, the desk's route ${desk.length} more`,
    )
  },
}

function sized(name: string, bytes: number, budgetKb: number, what: string): Row {
  const value = bytes / 1_000
  return rowOf({ name, value, unit: 'KB gzip', budget: `<= ${budgetKb} KB`, met: value <= budgetKb, notes: [what] })
}

const gzipped = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)

/** What a built page loads by itself: scripts, preloads, styles, and what those scripts import before they run. */
function loadedBy(folder: string, page: string): string[] {
  const html = readFileSync(join(folder, page), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)
  return closure(named.map((path) => locate(folder, path)))
}

/** The chunk of a route that is loaded on demand, by its name, with what it imports; without what is there already. */
function scriptsOfRoute(route: string, loaded: readonly string[]): string[] {
  const assets = dirname(loaded[0] ?? '')
  const chunks = readdirSync(assets).filter((file) => new RegExp(`^${route}[.-].*\\.js$`, 'i').test(file))
  if (chunks.length === 0) throw new Error(`No chunk of the route "${route}" in ${assets}.`)
  return closure(chunks.map((file) => join(assets, file))).filter(
    (file) => file.endsWith('.js') && !loaded.includes(file),
  )
}

function closure(files: readonly string[]): string[] {
  const found = new Set<string>()
  const visit = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    if (!file.endsWith('.js')) return
    const code = readFileSync(file, 'utf8')
    for (const [, path = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
      visit(normalize(join(dirname(file), path)))
    }
  }
  for (const file of files) visit(file)
  return [...found]
}

/** A page names its files by the address they are served at: the longest tail of it that exists here. */
function locate(folder: string, address: string): string {
  const parts = address.split('/').filter((part) => part !== '' && part !== '.')
  for (let from = 0; from < parts.length; from++) {
    const file = join(folder, ...parts.slice(from))
    if (existsSync(file)) return file
  }
  throw new Error(`${basename(address)} is named by the page and not in ${folder}.`)
}
