import type { Message } from '@youwen/contract'
import { useSyncExternalStore } from 'react'

/** Messages that are being chosen in a chat, to make something of them. */
interface Selection {
  readonly conversationId: string
  readonly messages: ReadonlyMap<string, Message>
}

let current: Selection | undefined
const listeners = new Set<() => void>()
function set(next: Selection | undefined) {
  current = next
  for (const listener of listeners) listener()
}

export const selection = {
  start: (conversationId: string) => set({ conversationId, messages: new Map() }),
  stop: () => set(undefined),
  toggle(message: Message) {
    if (!current) return
    const messages = new Map(current.messages)
    if (!messages.delete(message.id)) messages.set(message.id, message)
    set({ ...current, messages })
  },
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Undefined while nothing is being chosen in this chat. */
export const useSelection = (conversationId: string | undefined): Selection | undefined =>
  useSyncExternalStore(subscribe, () => (current?.conversationId === conversationId ? current : undefined))

/** What was chosen, in the order in which it was said. */
export const inOrder = ({ messages }: Selection): Message[] =>
  [...messages.values()].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.seq - b.seq)
