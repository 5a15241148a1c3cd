import type { TicketPriority } from '@youwen/contract'

/** A half-filled form; moments as ISO. */
export interface TicketDraft {
  readonly title: string
  readonly description: string
  readonly ticketTypeId: string | null
  readonly priority: TicketPriority
  readonly assigneeId: string | null
  readonly groupId: string | null
  readonly dueAt: string | null
  readonly watcherIds: string[]
}
