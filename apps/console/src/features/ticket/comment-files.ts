import { maxFileBytes } from '@youwen/contract/limits'
import { uploadFile } from '@youwen/sdk/api'
import { useEffect, useRef, useState } from 'react'
import { alone } from '../../platform/alone.ts'
import { api } from '../../platform/api.ts'
import { newId } from '../../platform/ids.ts'
import { type KeptFile, keptFiles } from '../../platform/kept-files.ts'
import { useMe } from '../../platform/me.ts'

interface CommentFile {
  readonly key: string
  readonly file: File
  readonly percent: number
  readonly stored: string | null
  /** Set when it stopped: `error.<code>` says why. */
  readonly failure: string | null
}

const most = 10
/** A browser that gives no room keeps them as long as the ticket is on the screen. */
const ignore = () => undefined

/** Files that go with the next comment; uploaded as soon as they are chosen, and there again after a reload. */
export function useCommentFiles(ticketId: string) {
  const { companyId, agentId } = useMe()
  const owner = `${companyId}:${agentId}`
  const place = `comment:${ticketId}`
  const [list, setList] = useState<readonly CommentFile[]>([])
  const running = useRef(new Map<string, () => void>())

  const change = (key: string, part: Partial<CommentFile>) =>
    setList((held) => held.map((file) => (file.key === key ? { ...file, ...part } : file)))
  const note = (key: string, part: Partial<Pick<KeptFile, 'failure' | 'stored'>>) =>
    keptFiles.change(key, part).catch(ignore)

  async function run(key: string, file: File) {
    const upload = uploadFile(api, file, 'message', (sent, total) =>
      change(key, { percent: Math.floor((sent / total) * 100) }),
    )
    running.current.set(key, upload.cancel)
    try {
      const stored = await upload.done
      change(key, { stored: stored.fileId })
      await note(key, { stored })
    } catch (error) {
      // Taken off, or left with the ticket: then it goes on when somebody is back.
      if (!running.current.has(key)) return
      const failure =
        typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'upload.network'
      change(key, { failure })
      await note(key, { failure })
    } finally {
      running.current.delete(key)
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each ticket
  useEffect(() => {
    const underway = running.current
    let isGone = false
    async function restore({ id: key }: KeptFile) {
      const found = await keptFiles.find(key)
      if (!found || isGone) return
      const { file, failure, stored } = found
      const restored: CommentFile = { key, file, percent: 0, stored: stored?.fileId ?? null, failure }
      setList((held) => [...held.filter((each) => each.key !== key), restored])
      if (!stored && failure === null) await run(key, file)
    }
    keptFiles.of(owner).then((all) => {
      // Another tab may be at it.
      for (const one of all) if (one.place === place) void alone(`upload:${one.id}`, () => restore(one)).catch(ignore)
    }, ignore)
    return () => {
      isGone = true
      const cancels = [...underway.values()]
      underway.clear()
      for (const cancel of cancels) cancel()
    }
  }, [owner, place])

  return {
    list,
    stored: list.flatMap(({ stored }) => stored ?? []),
    isUploading: list.some(({ stored, failure }) => stored === null && failure === null),
    add(files: Iterable<File>) {
      for (const file of [...files].slice(0, most - list.length)) {
        const key = newId()
        const failure = file.size === 0 ? 'file.empty' : file.size > maxFileBytes ? 'file.too_large' : null
        setList((held) => [...held, { key, file, percent: 0, stored: null, failure }])
        if (failure !== null) continue
        const entry = { id: key, owner, place, recording: null, failure: null, stored: null }
        void alone(`upload:${key}`, async () => {
          await keptFiles.add(entry, file).catch(ignore)
          await run(key, file)
        })
      }
    },
    retry({ key, file }: CommentFile) {
      change(key, { failure: null, percent: 0 })
      void alone(`upload:${key}`, async () => {
        await note(key, { failure: null })
        await run(key, file)
      })
    },
    remove(key: string) {
      const cancel = running.current.get(key)
      running.current.delete(key)
      cancel?.()
      setList((held) => held.filter((file) => file.key !== key))
      void keptFiles.forget(key).catch(ignore)
    },
    /** They are part of a comment now. */
    clear() {
      void keptFiles.forget(...list.map(({ key }) => key)).catch(ignore)
      setList([])
    },
  }
}
