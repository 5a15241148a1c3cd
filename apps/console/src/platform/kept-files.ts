import type { StoredFile, VoiceRecording } from '@youwen/contract'
import { type DBSchema, openDB } from 'idb'

/** A file that somebody chose and that is nobody else's yet. */
export interface KeptFile {
  readonly id: string
  /** Company and agent: whoever logs in next at this computer does not find it. */
  readonly owner: string
  /** What it is for: a conversation, a comment. */
  readonly place: string
  readonly keptAt: number
  readonly sizeBytes: number
  /** Set for a voice message. */
  readonly recording: VoiceRecording | null
  /** Why it stopped: `error.<code>` says it. */
  readonly failure: string | null
  /** Set when the server has it: it must not be uploaded again, so that what is sent a second time is the same. */
  readonly stored: StoredFile | null
}

/** What nobody came back for in a week is not waited for any more. */
const keptForMs = 7 * 24 * 60 * 60_000
/** Of all agents at this computer together. */
const mostBytes = 500 * 1024 * 1024

interface Shape extends DBSchema {
  /** Apart from the bytes: they are read often and changed. */
  entries: { key: string; value: KeptFile }
  files: { key: string; value: File }
}

let opening: ReturnType<typeof open> | undefined
const database = () => {
  opening ??= open().catch((error) => {
    opening = undefined
    throw error
  })
  return opening
}

const open = () =>
  openDB<Shape>('youwen.files', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('entries', { keyPath: 'id' })
      fresh.createObjectStore('files')
    },
    // Another tab has a newer release, or the browser took the place away.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    terminated() {
      opening = undefined
    },
  })

/** Files outlive the page here. Every function may throw: a browser need not give any room at all. */
export const keptFiles = {
  /** False when there is no room for it. */
  async add(entry: Omit<KeptFile, 'keptAt' | 'sizeBytes'>, file: File): Promise<boolean> {
    const change = (await database()).transaction(['entries', 'files'], 'readwrite')
    const entries = change.objectStore('entries')
    const others = await entries.getAll()
    if (others.reduce((sum, { sizeBytes }) => sum + sizeBytes, file.size) > mostBytes) return false
    await Promise.all([
      entries.put({ ...entry, keptAt: Date.now(), sizeBytes: file.size }),
      change.objectStore('files').put(file, entry.id),
      change.done,
    ])
    return true
  },

  async find(id: string): Promise<(KeptFile & { readonly file: File }) | undefined> {
    const look = (await database()).transaction(['entries', 'files'])
    const [entry, file] = await Promise.all([
      look.objectStore('entries').get(id),
      look.objectStore('files').get(id),
      look.done,
    ])
    return entry && file ? { ...entry, file } : undefined
  },

  /** Does nothing for one that is not kept. */
  async change(id: string, part: Partial<Pick<KeptFile, 'failure' | 'stored'>>): Promise<void> {
    const change = (await database()).transaction('entries', 'readwrite')
    const entry = await change.store.get(id)
    await Promise.all([entry && change.store.put({ ...entry, ...part }), change.done])
  },

  async forget(...ids: string[]): Promise<void> {
    const change = (await database()).transaction(['entries', 'files'], 'readwrite')
    await Promise.all([
      ...ids.flatMap((id) => [change.objectStore('entries').delete(id), change.objectStore('files').delete(id)]),
      change.done,
    ])
  },

  /** Those of one owner, as they were chosen. Forgets what is too old, whoever's it is. */
  async of(owner: string): Promise<KeptFile[]> {
    const all = await (await database()).getAll('entries')
    const isOver = ({ keptAt }: KeptFile) => keptAt < Date.now() - keptForMs
    const old = all.filter(isOver)
    if (old.length > 0) await this.forget(...old.map(({ id }) => id))
    return all.filter((entry) => entry.owner === owner && !isOver(entry)).sort((a, b) => (a.id < b.id ? -1 : 1))
  },
}
