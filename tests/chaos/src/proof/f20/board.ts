import type { AgentClient } from '@youwen/sdk/agent'
import { type Api, ApiError } from '@youwen/sdk/api'

/** What is on a screen of which a client is told by id alone (RT27, RT43). */
function createShelf(lookAt: (id: string) => Promise<string>) {
  const shown = new Map<string, string>()
  const stale = new Set<string>()
  return {
    told: (id: string) => void stale.add(id),
    /** It may have been told of any of them, and did not hear it. */
    lost(ids: Iterable<string>) {
      for (const id of [...shown.keys(), ...ids]) stale.add(id)
    },
    /** Once it has asked for all that it was told of. */
    async sees(ids: Iterable<string>): Promise<string[]> {
      for (const id of [...stale]) {
        stale.delete(id)
        shown.set(id, await lookAt(id))
      }
      return [...ids].sort().map((id) => shown.get(id) ?? `${id}: never told`)
    },
  }
}

export interface Shown {
  readonly tickets: Iterable<string>
  /** Those that the agent made: others come into his sight and go out of it without a word. */
  readonly appointments: Iterable<string>
}

/** Tickets and appointments as a screen keeps them: asked for again when one is said to have changed, and after every welcome. */
export function createBoard(client: AgentClient, api: Api) {
  const tickets = createShelf((ticketId) => said(ticketId, api.ticket.get({ ticketId })))
  const appointments = createShelf((appointmentId) => said(appointmentId, api.appointment.get({ appointmentId })))
  let unread = 0
  let isLost = true
  let wasOpen = false
  client.subscribe(() => {
    const isOpen = client.state.connection.status === 'open'
    if (isOpen && !wasOpen) isLost = true
    wasOpen = isOpen
  })
  client.on('ticket', ({ ticketId }) => tickets.told(ticketId))
  client.on('appointment', ({ appointmentId }) => appointments.told(appointmentId))
  client.on('ticketNotice', (told) => {
    unread = told.unread
  })

  return {
    async sees(ids: Shown) {
      if (isLost) {
        isLost = false
        unread = (await api.ticket.notices()).unread
        tickets.lost(ids.tickets)
        appointments.lost(ids.appointments)
      }
      return {
        unread,
        tickets: await tickets.sees(ids.tickets),
        appointments: await appointments.sees(ids.appointments),
      }
    },
  }
}
export type Board = ReturnType<typeof createBoard>

/** What somebody sees who opens the screen now. */
export async function freshBoard(api: Api, { tickets, appointments }: Shown) {
  const all = (ids: Iterable<string>, lookAt: (id: string) => Promise<unknown>) =>
    Promise.all([...ids].sort().map((id) => said(id, lookAt(id))))
  return {
    unread: (await api.ticket.notices()).unread,
    tickets: await all(tickets, (ticketId) => api.ticket.get({ ticketId })),
    appointments: await all(appointments, (appointmentId) => api.appointment.get({ appointmentId })),
  }
}

const said = (id: string, asked: Promise<unknown>): Promise<string> =>
  asked.then(
    (answer) => JSON.stringify(answer),
    (error: unknown) => (error instanceof ApiError ? `${id}: ${error.code}` : Promise.reject(error)),
  )
