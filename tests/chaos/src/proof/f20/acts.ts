import { setTimeout as pause } from 'node:timers/promises'
import type { Conversation } from '@youwen/contract'
import type { AgentClient } from '@youwen/sdk/agent'
import type { Api } from '@youwen/sdk/api'
import { createMessageIds } from '@youwen/sdk/message-ids'
import type { VisitorClient } from '@youwen/sdk/visitor'
import fc from 'fast-check'

const byVisitor = [
  'visitor says',
  'visitor reads',
  'visitor recalls',
  'visitor ends',
  'visitor drops',
  'breathe',
] as const
const byAgent = [
  'agent says',
  'agent reads',
  'agent drops',
  'agent closes',
  'agent hands over',
  'agent asks over',
  'agent accepts',
  'agent declines',
  'agent withdraws',
  'agent takes',
  'agent notes',
  'agent joins',
  'agent leaves',
  'agent recalls',
  'agent marks',
  'agent classifies',
  'agent makes a ticket',
  'agent changes a ticket',
  'agent comments on a ticket',
  'agent reads ticket notices',
  'agent makes an appointment',
  'agent sends an appointment',
  'agent moves an appointment',
  'agent ends an appointment',
] as const

/** `choice` is for acts that have something to choose from. */
export type Step =
  | { readonly do: (typeof byVisitor)[number] }
  | { readonly do: (typeof byAgent)[number]; readonly agent: 0 | 1; readonly choice: number }

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'visitor says' }) },
  { weight: 3, arbitrary: fc.constantFrom(...byVisitor.slice(1)).map((name): Step => ({ do: name })) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'agent says' as const,
          'agent makes a ticket' as const,
          'agent makes an appointment' as const,
          ...byAgent,
        ),
        fc.constantFrom<0 | 1>(0, 1),
        fc.nat(7),
      )
      .map(([name, agent, choice]): Step => ({ do: name, agent, choice })),
  },
)

/** What no visitor must ever be told: notes, and whom agents ask to take over. */
export const secretWords = '只给同事看'

const nextId = createMessageIds()

export interface Stage {
  readonly visitor: VisitorClient
  readonly desks: readonly AgentClient[]
  readonly apis: readonly Api[]
  readonly people: readonly { readonly agentId: string }[]
  readonly classIds: readonly string[]
  /** Tickets that the server has said are made, by who made them, and those of this history among them. */
  readonly tickets: readonly Set<string>[]
  readonly newTickets: Set<string>
  readonly templateId: string
  /** Appointments, in the same way; those of this history by who made them, for nobody sees his own out of sight. */
  readonly appointments: readonly Set<string>[]
  readonly newAppointments: readonly Set<string>[]
  drop(name: string): void
}

export async function act(step: Step, stage: Stage): Promise<void> {
  const { visitor, drop } = stage
  switch (step.do) {
    case 'visitor says':
      visitor.sendText(`访客说 ${Math.random()}`)
      return pause(15)
    case 'visitor recalls': {
      const said = visitor.state.messages.findLast(({ from, seq }) => from === 'visitor' && seq !== null)
      if (said?.conversationId) visitor.recall(said.conversationId, said.id)
      return
    }
    case 'visitor reads':
      return visitor.read(visitor.state.conversation?.lastSeq ?? 0)
    case 'visitor ends':
      return visitor.end()
    case 'visitor drops':
      return drop('visitor')
    case 'breathe':
      return pause(100)
    case 'agent drops':
      return drop(`agent ${step.agent}`)
    default:
      return actOfAgent(step, stage)
  }
}

const priorities = ['low', 'normal', 'high', 'urgent'] as const
const ticketStates = ['open', 'in_progress', 'resolved', 'closed'] as const

// A colleague, or the visitor, may have been faster: then the server says no, and that is right.
const attempt = (asked: Promise<unknown>) =>
  asked.then(
    () => {},
    () => {},
  )

async function actOfAgent(step: Extract<Step, { agent: 0 | 1 }>, stage: Stage): Promise<void> {
  const { do: what, agent, choice } = step
  const { desks, apis, newTickets } = stage
  const desk = desks[agent] as AgentClient
  const api = apis[agent] as Api
  const rows = [...desk.state.inbox.values()]
  const [offer] = desk.state.offers
  const mine = rows.find(({ agentId }) => agentId === desk.state.agentId)
  switch (what) {
    case 'agent accepts':
      return offer && attempt(api.transfer.accept({ transferId: offer.transferId }))
    case 'agent declines':
      return offer && attempt(api.transfer.decline({ transferId: offer.transferId, reason: secretWords }))
    case 'agent takes': {
      const waiting = rows.find(({ status }) => status === 'queued')
      return waiting && attempt(api.conversation.accept({ conversationId: waiting.conversationId }))
    }
    case 'agent joins': {
      const [mention] = desk.state.mentions
      return mention && attempt(api.conversation.join({ conversationId: mention.conversationId }))
    }
    case 'agent leaves': {
      const joined = rows.find(({ joinedAgentIds }) => joinedAgentIds.includes(desk.state.agentId ?? ''))
      return joined && attempt(api.conversation.leave({ conversationId: joined.conversationId }))
    }
    case 'agent makes a ticket':
      return attempt(
        api.ticket
          .add({ id: nextId(), title: `工单 ${Math.random()}`, conversationId: mine?.conversationId ?? null })
          .then(({ ticketId }) => {
            stage.tickets[agent]?.add(ticketId)
            newTickets.add(ticketId)
          }),
      )
    case 'agent changes a ticket':
    case 'agent comments on a ticket': {
      const ticketId = [...newTickets][choice % Math.max(1, newTickets.size)]
      return ticketId === undefined ? undefined : attempt(actOnTicket(step, stage, ticketId))
    }
    case 'agent reads ticket notices':
      return attempt(api.ticket.readNotices({}))
    case 'agent moves an appointment':
    case 'agent ends an appointment': {
      const appointmentId = appointmentOf(stage, agent, choice)
      return appointmentId === undefined ? undefined : attempt(actOnAppointment(step, api, appointmentId))
    }
    default:
      return mine && actInOwn(step, stage, mine)
  }
}

async function actOnTicket(
  { do: what, agent, choice }: Extract<Step, { agent: 0 | 1 }>,
  { apis, people }: Stage,
  ticketId: string,
): Promise<unknown> {
  const api = apis[agent] as Api
  if (what === 'agent comments on a ticket') {
    return api.ticket.comment({ ticketId, id: nextId(), text: `备注 ${Math.random()}` })
  }
  const { revision } = await api.ticket.get({ ticketId })
  return api.ticket.change({
    ticketId,
    revision,
    ...(choice % 2 === 0
      ? { state: ticketStates[(choice >> 1) % 4], assigneeId: people[1 - agent]?.agentId ?? null }
      : { priority: priorities[(choice >> 1) % 4], watcherIds: people.map(({ agentId }) => agentId) }),
  })
}

const appointmentStates = ['made', 'arrived', 'no_show', 'cancelled'] as const
const hourMs = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString()

/** One of this history: as a rule his own, at times his colleague's, which he may be refused. */
function appointmentOf({ newAppointments }: Stage, agent: 0 | 1, choice: number): string | undefined {
  const all = [...(newAppointments[choice === 7 ? 1 - agent : agent] ?? [])]
  return all[choice % Math.max(1, all.length)]
}

async function actOnAppointment(
  { do: what, choice }: Extract<Step, { agent: 0 | 1 }>,
  api: Api,
  appointmentId: string,
): Promise<unknown> {
  const { revision } = await api.appointment.get({ appointmentId })
  if (what === 'agent moves an appointment') {
    return api.appointment.change({ appointmentId, revision, at: inHours(24 + choice) })
  }
  return api.appointment.setState({
    appointmentId,
    revision,
    state: appointmentStates[choice % 4] ?? 'made',
    reason: secretWords,
  })
}

async function makeAppointment(api: Api, { templateId }: Stage, conversationId: string): Promise<string> {
  const id = nextId()
  await api.appointment.add({
    id,
    templateId,
    conversationId,
    name: `王女士 ${Math.random()}`,
    at: inHours(24),
    note: secretWords,
  })
  return id
}

async function sendAppointment(desk: AgentClient, api: Api, conversationId: string, appointmentId: string) {
  const { number, style, templateName: title, name, at, url } = await api.appointment.get({ appointmentId })
  const content = { appointmentId, number, style, title, name, at, timeZone: 'Asia/Shanghai', place: '一楼', url }
  desk.sendAppointment(conversationId, content)
}

async function actInOwn(
  { do: what, agent, choice }: Extract<Step, { agent: 0 | 1 }>,
  stage: Stage,
  mine: Conversation,
): Promise<void> {
  const { desks, apis, people, classIds } = stage
  const desk = desks[agent] as AgentClient
  const api = apis[agent] as Api
  const { conversationId } = mine
  const to = { agentId: people[1 - agent]?.agentId as string }
  switch (what) {
    case 'agent says':
      desk.sendText(conversationId, `客服说 ${Math.random()}`)
      return pause(15)
    case 'agent makes an appointment':
      return attempt(
        makeAppointment(api, stage, conversationId).then((appointmentId) => {
          stage.appointments[agent]?.add(appointmentId)
          stage.newAppointments[agent]?.add(appointmentId)
        }),
      )
    case 'agent sends an appointment': {
      const appointmentId = appointmentOf(stage, agent, choice)
      return appointmentId === undefined
        ? undefined
        : attempt(sendAppointment(desk, api, conversationId, appointmentId))
    }
    case 'agent notes':
      desk.sendNote(conversationId, `${secretWords} ${Math.random()}`, choice < 3 ? [to.agentId] : [])
      return pause(15)
    case 'agent reads':
      return desk.read(conversationId, mine.lastSeq)
    case 'agent closes':
      return attempt(api.conversation.close({ conversationId }))
    case 'agent hands over':
      return attempt(api.conversation.transfer({ conversationId, to, note: secretWords }))
    case 'agent asks over':
      return attempt(api.conversation.transfer({ conversationId, to, note: secretWords, asks: true }))
    case 'agent withdraws': {
      const { transfer } = mine
      return transfer ? attempt(api.transfer.cancel({ transferId: transfer.transferId })) : undefined
    }
    case 'agent recalls': {
      const said = desk
        .messages(conversationId)
        .filter(({ senderId, seq }) => senderId === desk.state.agentId && seq !== null)
      const message = said[choice % Math.max(1, said.length)]
      return message ? attempt(api.conversation.recall({ conversationId, messageId: message.id })) : undefined
    }
    case 'agent marks':
      return attempt(
        api.conversation.mark({ conversationId, isPinned: choice % 2 === 0, isUnread: (choice >> 1) % 2 === 0 }),
      )
    case 'agent classifies':
      return attempt(
        api.conversation.classify({ conversationId, classIds: classIds.filter((_, at) => (choice >> at) % 2 === 1) }),
      )
    default:
      return
  }
}
