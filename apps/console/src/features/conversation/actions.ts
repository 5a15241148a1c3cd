import type { Conversation, ConversationMark } from '@youwen/contract'
import type { TFunction } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'

/** What an action is offered for, and by whom. */
export interface ActionContext {
  readonly conversation: Conversation
  readonly mark: ConversationMark | undefined
  readonly isMine: boolean
  readonly mayServe: boolean
  readonly mayTransferAny: boolean
  readonly t: TFunction
}

export interface ActionDialogProps {
  readonly conversation: Conversation
  readonly onClose: () => void
}

/**
 * One entry of a row's menu (D1.4), also by its keys for the conversation on the screen. Features that have something to
 * do with a conversation hand theirs over in `app/conversation-actions.ts`.
 */
export interface ConversationAction {
  readonly id: string
  readonly icon: LucideIcon
  readonly title: (context: ActionContext) => string
  readonly isOffered: (context: ActionContext) => boolean
  /** Actions of one section stand together; sections are divided by a line. */
  readonly section: 'list' | 'conversation' | 'visitor'
  readonly keys?: string
  readonly isDanger?: boolean
  /** Done at once, or shown until it is closed. A refusal that is thrown is shown. */
  readonly does:
    | { readonly run: (context: ActionContext) => Promise<unknown> }
    | { readonly dialog: ComponentType<ActionDialogProps> }
}
