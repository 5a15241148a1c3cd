import type { MessageBody, SenderKind } from '@youwen/contract'

/**
 * A message as a person sees it: one of the conversation, or one of his own on its way there. The id stays the same
 * from the moment it is sent, so a list keyed by `id` shows one bubble that changes its mark.
 */
export interface ShownMessage {
  readonly id: string
  /** Null until it is durable. */
  readonly conversationId: string | null
  readonly seq: number | null
  readonly from: SenderKind
  readonly senderId: string | null
  readonly body: MessageBody
  /** Until it is durable, by this computer's clock. */
  readonly at: string
  readonly delivery: Delivery
}

export type Delivery =
  | { readonly status: 'sent' }
  /** Kept, and sent again until the server says that it is durable. */
  | { readonly status: 'sending' }
  /** The server said no: `resend` tries again, `discard` forgets it. `code` is one of the contract's error codes. */
  | {
      readonly status: 'failed'
      readonly code: string
      readonly title: string
      /** For agents: the words because of which it was refused. */
      readonly words?: readonly string[]
    }
