// What a visitor's or an agent's browser has to load, gzipped, against the budgets of docs/architecture.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './processes.mjs'

const kilobyte = 1_000

/** Each budget lists the files that count, given the folder that holds apps/. */
export const budgets = [
  {
    name: 'widget loader',
    limitBytes: 2.5 * kilobyte,
    files: (folder) => [join(folder, 'apps/widget/dist/w.js')],
  },
  {
    name: 'chat panel, first open',
    limitBytes: 35 * kilobyte,
    files: (folder) => loadedByPage(join(folder, 'apps/widget/dist/chat'), { base: '/chat/', alsoStyles: true }),
  },
  {
    name: 'console, first screen after login (JavaScript)',
    limitBytes: 350 * kilobyte,
    files: (folder) => loadedByPage(join(folder, 'apps/console/dist'), { base: '/', lazily: /^DeskRoute-/ }),
  },
  {
    name: 'console, what its service worker fetches at once of each release',
    limitBytes: 550 * kilobyte,
    files: (folder) => keptByWorker(join(folder, 'apps/console/dist')),
  },
]

/** One line a budget: { name, bytes, limitBytes, isMet }. A file that is not there makes its budget fail. */
export function measureBudgets(folder = root) {
  return budgets.map(({ name, limitBytes, files }) => {
    const bytes = existsSync(files(folder)[0] ?? '')
      ? files(folder).reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
      : Number.POSITIVE_INFINITY
    return { name, bytes, limitBytes, isMet: bytes <= limitBytes }
  })
}

/**
 * The files a browser loads to show a built page: its scripts and whatever these import in turn; of the chunks loaded
 * later only the one named by `lazily`.
 */
function loadedByPage(dist, { base, alsoStyles = false, lazily }) {
  const page = join(dist, 'index.html')
  if (!existsSync(page)) return []
  const html = readFileSync(page, 'utf8')
  const linked = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)]
    .map(([, path]) => join(dist, path.startsWith(base) ? path.slice(base.length) : path))
    .filter((file) => existsSync(file))
  const assets = join(dist, 'assets')
  const later = lazily && existsSync(assets) ? readdirSync(assets).filter((name) => lazily.test(name)) : []
  // A chunk of another name would measure nothing, and pass.
  if (lazily && later.length === 0) return []
  const scripts = [...linked.filter((file) => file.endsWith('.js')), ...later.map((name) => join(assets, name))]
  const styles = alsoStyles ? [page, ...linked.filter((file) => file.endsWith('.css'))] : []
  return [...withImports(scripts.filter((file) => file.endsWith('.js'))), ...styles]
}

/** What the service worker keeps from the beginning; its list stands in it. */
function keptByWorker(dist) {
  const worker = join(dist, 'sw.js')
  if (!existsSync(worker)) return []
  const listed = readFileSync(worker, 'utf8').matchAll(/\burl:\s*"([^"]+)"/g)
  return [...new Set([...listed].map(([, url]) => join(dist, url)))].filter((file) => existsSync(file))
}

function withImports(scripts) {
  const found = new Set()
  const waiting = [...scripts]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (found.has(file)) continue
    found.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)
    waiting.push(...[...imports].map(([, path]) => join(dirname(file), path)).filter((path) => existsSync(path)))
  }
  return [...found]
}

export function describeBudget({ name, bytes, limitBytes, isMet }) {
  const shown = Number.isFinite(bytes) ? `${(bytes / kilobyte).toFixed(2)} KB` : 'not built'
  return `${isMet ? 'within' : 'OVER'} budget: ${name}, ${shown} gzip of ${(limitBytes / kilobyte).toFixed(1)} KB`
}
