import { maxFileBytes } from '@youwen/contract/limits'
import { uploadFile } from '@youwen/sdk/api'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'

interface CommentFile {
  readonly key: string
  readonly name: string
  readonly percent: number
  readonly stored: string | null
  /** Set when it stopped: `error.<code>` says why. */
  readonly failure: string | null
}

const most = 10

/** Files that go with the next comment; uploaded as soon as they are chosen. */
export function useCommentFiles() {
  const [list, setList] = useState<readonly CommentFile[]>([])
  const running = useRef(new Map<string, () => void>())
  const change = (key: string, part: Partial<CommentFile>) =>
    setList((held) => held.map((file) => (file.key === key ? { ...file, ...part } : file)))

  // Who leaves the ticket sends nothing any more.
  useEffect(() => {
    const underway = running.current
    return () => {
      for (const cancel of underway.values()) cancel()
    }
  }, [])

  async function run(key: string, file: File) {
    const upload = uploadFile(api, file, 'message', (sent, total) =>
      change(key, { percent: Math.floor((sent / total) * 100) }),
    )
    running.current.set(key, upload.cancel)
    try {
      change(key, { stored: (await upload.done).fileId })
    } catch (error) {
      const code =
        typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'upload.network'
      change(key, { failure: code })
    } finally {
      running.current.delete(key)
    }
  }

  return {
    list,
    stored: list.flatMap(({ stored }) => stored ?? []),
    isUploading: list.some(({ stored, failure }) => stored === null && failure === null),
    add(files: Iterable<File>) {
      for (const file of [...files].slice(0, most - list.length)) {
        const key = crypto.randomUUID()
        const failure = file.size === 0 ? 'file.empty' : file.size > maxFileBytes ? 'file.too_large' : null
        setList((held) => [...held, { key, name: file.name, percent: 0, stored: null, failure }])
        if (failure === null) void run(key, file)
      }
    },
    remove(key: string) {
      running.current.get(key)?.()
      setList((held) => held.filter((file) => file.key !== key))
    },
    clear: () => setList([]),
  }
}
