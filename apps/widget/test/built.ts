import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** A file of the last build; `chat/assets/chat-*.js` stands for the one whose name carries a hash. */
export function built(path: string): string {
  const [folder = '', ending] = path.split('*')
  if (ending === undefined) return readFileSync(dist + path, 'utf8')
  const slash = folder.lastIndexOf('/')
  const directory = folder.slice(0, slash)
  const beginning = folder.slice(slash + 1)
  const name = readdirSync(dist + directory).find((each) => each.startsWith(beginning) && each.endsWith(ending))
  if (!name) throw new Error(`No ${path} in dist: npm run build -w apps/widget`)
  return readFileSync(`${dist}${directory}/${name}`, 'utf8')
}
