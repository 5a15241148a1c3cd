import type { AgentClient } from '@youwen/sdk/agent'
import { type Api, ApiError } from '@youwen/sdk/api'

/** Tickets as a screen keeps them (RT27): asked for again when one of them is said to have changed, and after every welcome. */
export function createBoard(client: AgentClient, api: Api) {
  const shown = new Map<string, string>()
  const stale = new Set<string>()
  let unread = 0
  let isLost = true
  let wasOpen = false
  client.subscribe(() => {
    const isOpen = client.state.connection.status === 'open'
    if (isOpen && !wasOpen) isLost = true
    wasOpen = isOpen
  })
  client.on('ticket', ({ ticketId }) => stale.add(ticketId))
  client.on('ticketNotice', (told) => {
    unread = told.unread
  })

  return {
    /** What is on the screen once it has asked for all that it was told of. */
    async sees(ticketIds: Iterable<string>) {
      if (isLost) {
        isLost = false
        unread = (await api.ticket.notices()).unread
        for (const ticketId of [...shown.keys(), ...ticketIds]) stale.add(ticketId)
      }
      for (const ticketId of [...stale]) {
        stale.delete(ticketId)
        shown.set(ticketId, await ticketOf(api, ticketId))
      }
      return {
        unread,
        tickets: [...ticketIds].sort().map((ticketId) => shown.get(ticketId) ?? `${ticketId}: never told`),
      }
    },
  }
}
export type Board = ReturnType<typeof createBoard>

/** What somebody sees who opens the screen now. */
export const freshBoard = async (api: Api, ticketIds: Iterable<string>) => ({
  unread: (await api.ticket.notices()).unread,
  tickets: await Promise.all([...ticketIds].sort().map((ticketId) => ticketOf(api, ticketId))),
})

const ticketOf = (api: Api, ticketId: string): Promise<string> =>
  api.ticket.get({ ticketId }).then(
    (ticket) => JSON.stringify(ticket),
    (error: unknown) => (error instanceof ApiError ? `${ticketId}: ${error.code}` : Promise.reject(error)),
  )
