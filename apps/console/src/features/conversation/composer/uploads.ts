import type { VoiceRecording } from '@youwen/contract'
import { maxFileBytes, maxImageBytes } from '@youwen/contract/limits'
import type { AgentClient } from '@youwen/sdk/agent'
import { uploadFile } from '@youwen/sdk/api'
import { useSyncExternalStore } from 'react'
import { api } from '../../../platform/api.ts'

export interface Upload {
  readonly id: string
  readonly conversationId: string
  readonly file: File
  /** Set for a voice message. */
  readonly recording: VoiceRecording | undefined
  /** Of a picture, to show it while it is on its way. */
  readonly previewUrl: string | null
  readonly sentBytes: number
  /** Set when it stopped: `error.<code>` says why. */
  readonly failure: string | null
}

const isPicture = (file: File) => /^image\/(png|jpeg|gif|webp)$/.test(file.type)

let current: readonly Upload[] = []
let perConversation = new Map<string, readonly Upload[]>()
const listeners = new Set<() => void>()
const running = new Map<string, () => void>()

function set(next: readonly Upload[]) {
  current = next
  perConversation = Map.groupBy(next, (each) => each.conversationId)
  for (const listener of listeners) listener()
}
const change = (id: string, part: Partial<Upload>) =>
  set(current.map((each) => (each.id === id ? { ...each, ...part } : each)))

function remove(id: string) {
  const gone = current.find((each) => each.id === id)
  if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl)
  set(current.filter((each) => each.id !== id))
}

async function run(client: AgentClient, { id, conversationId, file, recording }: Upload) {
  const upload = uploadFile(api, file, 'message', (sentBytes) => change(id, { sentBytes }))
  running.set(id, upload.cancel)
  try {
    const stored = await upload.done
    if (recording) client.sendVoice(conversationId, stored, recording)
    else client.sendFile(conversationId, stored)
    remove(id)
  } catch (error) {
    change(id, { failure: codeOf(error) })
  } finally {
    running.delete(id)
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'upload.network'

/** Files on their way. They go on while the agent looks at another conversation. */
export const uploads = {
  add(client: AgentClient, conversationId: string, files: Iterable<File>, recording?: VoiceRecording) {
    for (const file of files) {
      const isTooLarge = file.size > (isPicture(file) ? maxImageBytes : maxFileBytes)
      const next: Upload = {
        id: crypto.randomUUID(),
        conversationId,
        file,
        recording,
        previewUrl: isPicture(file) ? URL.createObjectURL(file) : null,
        sentBytes: 0,
        failure: file.size === 0 ? 'file.empty' : isTooLarge ? 'file.too_large' : null,
      }
      set([...current, next])
      if (next.failure === null) void run(client, next)
    }
  },
  retry(client: AgentClient, id: string) {
    const found = current.find((each) => each.id === id)
    if (!found) return
    change(id, { failure: null, sentBytes: 0 })
    void run(client, found)
  },
  cancel(id: string) {
    running.get(id)?.()
    remove(id)
  },
}

const none: readonly Upload[] = []
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useUploads = (conversationId: string): readonly Upload[] =>
  useSyncExternalStore(subscribe, () => perConversation.get(conversationId) ?? none)
