import type { SendBody, StoredFile } from '@youwen/contract'
import { type ComponentType, createContext, type RefObject, useSyncExternalStore } from 'react'

/**
 * The box in which the answer to the conversation on the screen is written, for whatever stands beside it: phrases,
 * products, suggestions. Features do not know each other; they meet here.
 *
 *   const composer = useComposer()
 *   composer?.insert('您好')                            // the agent reads it over and sends it
 *   composer?.send({ type: 'image', fileId }, file)     // at once, as a message of its own
 */
export interface OpenComposer {
  readonly conversationId: string
  /** Puts text where the cursor is, in place of what is selected, and gives the box the focus. */
  insert(text: string): void
  /** Sends at once; what stands in the box stays there. `file` is what the file that the body names is, if it names one. */
  send(body: SendBody, file?: StoredFile | null): void
}

let current: OpenComposer | undefined
const listeners = new Set<() => void>()
const set = (next: OpenComposer | undefined) => {
  current = next
  for (const listener of listeners) listener()
}

/** Called by the composer itself, as long as it is on the screen. */
export function offerComposer(composer: OpenComposer): () => void {
  set(composer)
  return () => {
    if (current === composer) set(undefined)
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Undefined while no conversation is on the screen that this agent may answer. */
export const useComposer = (): OpenComposer | undefined => useSyncExternalStore(subscribe, () => current)

/** The box on the screen at this moment, for who had to wait for something before he sends it. */
export const openComposer = (): OpenComposer | undefined => current

/** Given every key first, but those of an input method that is composing; true: the key was meant for the menu. */
export type MenuKeys = (key: { readonly key: string; readonly isModified: boolean }) => boolean

export interface ComposerMenuProps {
  readonly conversationId: string
  /** What stands in the box. The menu decides whether that is meant for it. */
  readonly text: string
  /** Puts another text in place of all that stands in the box. */
  readonly onReplace: (text: string) => void
  readonly onSend: OpenComposer['send']
  readonly keys: RefObject<MenuKeys | null>
}

export interface ComposerToolProps {
  readonly conversationId: string
  /** What stands in the box. */
  readonly text: string
  /** Puts another text in place of all that stands in the box. */
  readonly onReplace: (text: string) => void
}

/** What further tools stand beside the box, when something is said to the visitor: `app/` decides what they are. */
export const ComposerToolsContext = createContext<ComponentType<ComposerToolProps> | null>(null)

/** What opens above the box while certain things are typed: `app/` decides what that is. */
export const ComposerMenuContext = createContext<ComponentType<ComposerMenuProps> | null>(null)
