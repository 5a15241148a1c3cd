import type { Conversation, Message } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** What another feature offers to do with one message, in its menu. `selected` is what is marked of its words. */
export interface MessageMenuEntry {
  readonly key: string
  readonly icon: LucideIcon
  readonly title: string
  readonly isOffered: (message: ShownMessage) => boolean
  readonly run: (message: ShownMessage, selected: string) => void
}

/** What other features put into the chat. */
export interface ChatSlots {
  /** Beside the buttons of the head. */
  readonly header?: (conversation: Conversation) => ReactNode
  readonly menu?: readonly MessageMenuEntry[]
  /** Where the card of an appointment leads to. */
  readonly openAppointment?: (appointmentId: string) => void
  /** What can be made of the messages that are chosen. */
  readonly selection?: (conversation: Conversation, messages: readonly Message[]) => ReactNode
}
