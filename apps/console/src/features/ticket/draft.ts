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

const prefix = 'youwen.console.ticket:'

/** By the conversation it is made of, or `new`; it outlives a reload. */
export const ticketDrafts = {
  get(of: string): TicketDraft | undefined {
    try {
      return JSON.parse(localStorage.getItem(prefix + of) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  },
  set(of: string, draft: TicketDraft | undefined) {
    try {
      if (draft === undefined) localStorage.removeItem(prefix + of)
      else localStorage.setItem(prefix + of, JSON.stringify(draft))
    } catch {
      // Storage is blocked or full: what is written stays in the form, only a reload would lose it.
    }
  },
}

/** Words of a comment that was not sent, by ticket. */
export const commentDrafts = {
  get(ticketId: string): string {
    try {
      return localStorage.getItem(`${prefix}comment:${ticketId}`) ?? ''
    } catch {
      return ''
    }
  },
  set(ticketId: string, text: string) {
    try {
      if (text === '') localStorage.removeItem(`${prefix}comment:${ticketId}`)
      else localStorage.setItem(`${prefix}comment:${ticketId}`, text)
    } catch {
      // As above.
    }
  },
}
