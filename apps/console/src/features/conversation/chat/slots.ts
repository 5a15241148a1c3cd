import type { Conversation, Message } from '@youwen/contract'
import type { ReactNode } from 'react'

/** What other features put into the chat. */
export interface ChatSlots {
  /** Beside the buttons of the head. */
  readonly header?: (conversation: Conversation) => ReactNode
  /** What can be made of the messages that are chosen. */
  readonly selection?: (conversation: Conversation, messages: readonly Message[]) => ReactNode
}
