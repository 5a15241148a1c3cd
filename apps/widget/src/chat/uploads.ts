/** Files on their way: from the moment they are chosen until they are messages. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { maxFileBytes } from '@youwen/contract/limits'
import type { VisitorClient } from '@youwen/sdk/visitor'
import type { Notice } from './notice.ts'
import { sizeLabel } from './time.ts'
import type { Words } from './words.ts'

export interface PendingUpload {
  readonly key: number
  readonly file: File
  /** An object URL, for pictures. */
  readonly preview: string | null
  readonly sentBytes: number
  /** Set when it failed. */
  readonly failure: string | null
}

export interface Uploads {
  readonly pending: ReadonlySignal<readonly PendingUpload[]>
  /** Shows our own pictures at once, before the server has an address for them; by file id. */
  readonly previews: ReadonlyMap<string, string>
  add(files: ArrayLike<File>): void
  cancel(key: number): void
  retry(key: number): void
}

export function createUploads(
  client: Pick<VisitorClient, 'upload' | 'sendFile'>,
  words: ReadonlySignal<Words>,
  notice: Signal<Notice | null>,
): Uploads {
  const pending = signal<readonly PendingUpload[]>([])
  const previews = new Map<string, string>()
  const running = new Map<number, { cancel(): void }>()
  let lastKey = 0

  const change = (key: number, next: Partial<PendingUpload>) => {
    pending.value = pending.value.map((each) => (each.key === key ? { ...each, ...next } : each))
  }
  const remove = (key: number) => {
    pending.value = pending.value.filter((each) => each.key !== key)
    running.delete(key)
  }
  const failureOf = (code: string) =>
    code === 'upload.network'
      ? words.value.uploadFailedNetwork
      : /^(file|validation)\./.test(code)
        ? words.value.uploadRefused
        : words.value.uploadFailed

  const start = ({ key, file, preview }: PendingUpload) => {
    const upload = client.upload(file, (sentBytes) => change(key, { sentBytes }))
    running.set(key, upload)
    upload.done.then(
      (stored) => {
        if (preview && stored.image) previews.set(stored.fileId, preview)
        remove(key)
        client.sendFile(stored)
      },
      (error) => {
        if (error.code === 'upload.cancelled') remove(key)
        else change(key, { failure: failureOf(String(error.code)) })
      },
    )
  }
  const warn = (text: string) => {
    notice.value = { text, isError: true }
  }

  return {
    pending,
    previews,
    add(files) {
      for (const file of Array.from(files)) {
        if (file.size === 0) warn(words.value.fileEmpty(file.name))
        else if (file.size > maxFileBytes) warn(words.value.fileTooLarge(file.name, sizeLabel(maxFileBytes)))
        else {
          const preview = /^image\/(png|jpe?g|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : null
          const added: PendingUpload = { key: ++lastKey, file, preview, sentBytes: 0, failure: null }
          pending.value = pending.value.concat(added)
          start(added)
        }
      }
    },
    cancel(key) {
      const upload = running.get(key)
      remove(key)
      if (upload) upload.cancel()
    },
    retry(key) {
      const failed = pending.value.find((each) => each.key === key)
      if (!failed) return
      change(key, { failure: null, sentBytes: 0 })
      start(failed)
    },
  }
}
