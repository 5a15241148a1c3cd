import type { StoredFile, VoiceRecording } from '@youwen/contract'
import { maxFileBytes, maxImageBytes } from '@youwen/contract/limits'
import type { AgentClient } from '@youwen/sdk/agent'
import { uploadFile } from '@youwen/sdk/api'
import { alone, canBeAlone } from '../../../platform/alone.ts'
import { api } from '../../../platform/api.ts'
import { newId } from '../../../platform/ids.ts'

export interface Upload {
  /** That of the message which it becomes, from the beginning: whatever dies in between, there is one message. */
  readonly id: string
  readonly conversationId: string
  readonly file: File
  /** Set for a voice message. */
  readonly recording: VoiceRecording | null
  /** Of a picture, to show it while it is on its way. */
  readonly previewUrl: string | null
  readonly sentBytes: number
  /** Set when it stopped: `error.<code>` says why. */
  readonly failure: string | null
  /** Set when the server has its bytes. */
  readonly stored: StoredFile | null
  /** Whether a reload does it no harm; undefined while that is not known yet. */
  readonly isKept: boolean | undefined
}

const isPicture = (file: File) => /^image\/(png|jpeg|gif|webp)$/.test(file.type)
const previewOf = (file: File) => (isPicture(file) ? URL.createObjectURL(file) : null)
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'upload.network'

/** Other files of his are kept for other things. */
const placeOf = (conversationId: string) => `conversation:${conversationId}`

const kept = () => import('../../../platform/kept-files.ts').then(({ keptFiles }) => keptFiles)

/**
 * An agent's files on their way. They go on while he looks at another conversation, outlive reload and crash, and are
 * carried by one of his tabs: the others wait at the lock and take over should that one be gone.
 */
export function createUploads(client: AgentClient, { companyId, agentId }: { companyId: string; agentId: string }) {
  const owner = `${companyId}:${agentId}`
  let current: readonly Upload[] = []
  let perConversation = new Map<string, readonly Upload[]>()
  const listeners = new Set<() => void>()
  /** What this tab carries, and how to stop it. */
  const running = new Map<string, () => void>()
  /** What this tab waits for to be let go by another. */
  const awaited = new Set<string>()
  /** Until it is written where a reload finds it. */
  const keeping = new Map<string, Promise<void>>()
  let stop = new AbortController()
  let tabs: BroadcastChannel | undefined

  function set(next: readonly Upload[]) {
    current = next
    perConversation = Map.groupBy(next, (each) => each.conversationId)
    for (const listener of listeners) listener()
  }
  const find = (id: string) => current.find((each) => each.id === id)
  const change = (id: string, part: Partial<Upload>) =>
    set(current.map((each) => (each.id === id ? { ...each, ...part } : each)))
  const show = (upload: Upload) => set([...current.filter(({ id }) => id !== upload.id), upload])

  function hide(id: string) {
    const gone = find(id)
    if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl)
    if (gone) set(current.filter((each) => each.id !== id))
  }

  /** My other tabs look at it again. */
  const tell = (id: string) => tabs?.postMessage(id)

  async function note(id: string, part: Partial<Pick<Upload, 'failure' | 'stored'>>) {
    change(id, part)
    // What cannot be written any more lives as long as the page.
    await kept()
      .then((files) => files.change(id, part))
      .catch(() => undefined)
  }

  async function forget(id: string) {
    hide(id)
    await keeping.get(id)
    // It would be sent again under its id, which the server recognises.
    await kept()
      .then((files) => files.forget(id))
      .catch(() => undefined)
    tell(id)
  }

  async function keep({ id, conversationId, file, recording, failure, stored }: Upload) {
    const isKept = await kept()
      .then((files) => files.add({ id, owner, place: placeOf(conversationId), recording, failure, stored }, file))
      // A full disk, a private window.
      .catch(() => false)
    change(id, { isKept })
    keeping.delete(id)
    if (isKept) tell(id)
  }

  function transfer(id: string, file: File): Promise<StoredFile> {
    const { done, cancel } = uploadFile(api, file, 'message', (sentBytes) => change(id, { sentBytes }))
    running.set(id, cancel)
    return done
  }

  /** From the first byte to the message. Only who is `alone` with it may. */
  async function carry({ id, conversationId, file, recording, stored: before }: Upload) {
    const { signal } = stop
    /** Logged out, gone, or taken back. */
    const isOver = () => signal.aborted || !find(id)
    try {
      if (isOver()) return
      const stored = before ?? (await transfer(id, file))
      await keeping.get(id)
      await note(id, { stored })
      if (isOver()) return
      if (recording) client.sendVoice(conversationId, stored, recording, undefined, id)
      else client.sendFile(conversationId, stored, undefined, id)
      await forget(id)
    } catch (error) {
      await keeping.get(id)
      // Whoever leaves the page has not failed: it goes on when he is back.
      if (isOver()) return
      await note(id, { failure: codeOf(error) })
      tell(id)
    } finally {
      running.delete(id)
    }
  }

  /** Shows what was kept, and goes on with it, once no other tab does. */
  function take(id: string) {
    if (running.has(id) || awaited.has(id)) return
    awaited.add(id)
    const { signal } = stop
    hide(id)
    void alone(`upload:${id}`, async () => {
      awaited.delete(id)
      if (signal.aborted) return
      const found = await (await kept()).find(id)
      if (!found || found.owner !== owner || signal.aborted) return
      const { place, file, recording, stored } = found
      const conversationId = place.slice(placeOf('').length)
      // Where nobody can tell whether another tab is at it, a person says that it shall go on.
      const failure = found.failure ?? (canBeAlone ? null : 'upload.network')
      const previewUrl = previewOf(file)
      show({ id, conversationId, file, recording, failure, stored, previewUrl, sentBytes: 0, isKept: true })
      const upload = find(id)
      if (upload && failure === null) await carry(upload)
    }).catch(() => undefined)
  }

  const hold = (event: BeforeUnloadEvent) => {
    if (current.some(({ isKept, failure }) => isKept === false && !isHopeless(failure))) event.preventDefault()
  }
  const leaving = () => stop.abort()
  /** Back from the browser's memory: what was on its way was cut off. */
  const returned = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    stop = new AbortController()
    for (const { id, isKept } of current) if (isKept) take(id)
  }

  return {
    of: (conversationId: string): readonly Upload[] => perConversation.get(conversationId) ?? none,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    add(conversationId: string, files: Iterable<File>, recording: VoiceRecording | null = null) {
      for (const file of files) {
        const isTooLarge = file.size > (isPicture(file) ? maxImageBytes : maxFileBytes)
        const failure = file.size === 0 ? 'file.empty' : isTooLarge ? 'file.too_large' : null
        const previewUrl = previewOf(file)
        const about = { conversationId, file, recording, failure, previewUrl }
        const upload: Upload = { id: newId(), ...about, stored: null, sentBytes: 0, isKept: undefined }
        show(upload)
        if (failure !== null) continue
        running.set(upload.id, () => {})
        void alone(`upload:${upload.id}`, () => carry(upload))
        keeping.set(upload.id, keep(upload))
      }
    },

    retry(id: string) {
      if (running.has(id)) return
      running.set(id, () => {})
      change(id, { failure: null, sentBytes: 0 })
      void alone(`upload:${id}`, async () => {
        const upload = find(id)
        const isElsewhere = upload?.isKept === true && !(await (await kept()).find(id))
        if (!upload || isElsewhere) {
          running.delete(id)
          return hide(id)
        }
        await note(id, { failure: null })
        tell(id)
        await carry(upload)
      })
    },

    cancel(id: string) {
      running.get(id)?.()
      void forget(id)
    },

    /** Goes on with what an earlier page left, once the server has said who is here. Answers how to stop it. */
    start(): () => void {
      stop = new AbortController()
      tabs = canBeAlone ? new BroadcastChannel(`youwen.uploads:${owner}`) : undefined
      tabs?.addEventListener('message', ({ data }) => take(String(data)))
      addEventListener('beforeunload', hold)
      addEventListener('pagehide', leaving)
      addEventListener('pageshow', returned)
      let isAsked = false
      const begin = async () => {
        if (isAsked || client.state.agentId !== agentId) return
        isAsked = true
        for (const { id, place } of await (await kept()).of(owner)) if (place.startsWith(placeOf(''))) take(id)
      }
      const look = () => void begin().catch(() => undefined)
      const ignore = client.subscribe(look)
      look()
      return () => {
        stop.abort()
        ignore()
        tabs?.close()
        removeEventListener('beforeunload', hold)
        removeEventListener('pagehide', leaving)
        removeEventListener('pageshow', returned)
        for (const cancel of running.values()) cancel()
        for (const { id } of current) hide(id)
      }
    },
  }
}

export type Uploads = ReturnType<typeof createUploads>

/** Too large stays too large: only what may go well another time can be tried again. */
export const isHopeless = (failure: string | null): boolean =>
  failure !== null && /^file\.(too_large|empty|picture_too_large)$/.test(failure)

const none: readonly Upload[] = []
