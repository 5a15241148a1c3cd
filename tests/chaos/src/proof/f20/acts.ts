import { setTimeout as pause } from 'node:timers/promises'
import type { AgentClient } from '@youwen/sdk/agent'
import type { Api } from '@youwen/sdk/api'
import { createMessageIds } from '@youwen/sdk/message-ids'
import type { VisitorClient } from '@youwen/sdk/visitor'
import fc from 'fast-check'

const byVisitor = ['visitor says', 'visitor reads', 'visitor ends', 'visitor drops', 'breathe'] as const
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
  'agent notes',
  'agent recalls',
  'agent classifies',
  'agent makes a ticket',
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
      .tuple(fc.constantFrom('agent says' as const, ...byAgent), fc.constantFrom<0 | 1>(0, 1), fc.nat(7))
      .map(([name, agent, choice]): Step => ({ do: name, agent, choice })),
  },
)

/** What no visitor must ever be told: notes, and whom agents ask to take over. */
export const secretWords = '只给同事看'

const nextTicketId = createMessageIds()

export interface Stage {
  readonly visitor: VisitorClient
  readonly desks: readonly AgentClient[]
  readonly apis: readonly Api[]
  readonly people: readonly { readonly agentId: string }[]
  readonly classIds: readonly string[]
  /** Tickets that the server has said are made, by who made them. */
  readonly tickets: readonly Set<string>[]
  drop(name: string): void
}

export async function act(step: Step, stage: Stage): Promise<void> {
  const { visitor, drop } = stage
  switch (step.do) {
    case 'visitor says':
      visitor.sendText(`访客说 ${Math.random()}`)
      return pause(15)
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

async function actOfAgent(
  { do: what, agent, choice }: Extract<Step, { agent: 0 | 1 }>,
  { desks, apis, people, classIds, tickets }: Stage,
): Promise<void> {
  const desk = desks[agent] as AgentClient
  const api = apis[agent] as Api
  // A colleague, or the visitor, may have been faster: then the server says no, and that is right.
  const attempt = (asked: Promise<unknown>) =>
    asked.then(
      () => {},
      () => {},
    )
  const [offer] = desk.state.offers
  if (what === 'agent accepts' || what === 'agent declines') {
    if (!offer) return
    const { transferId } = offer
    const reason = secretWords
    return attempt(
      what === 'agent accepts' ? api.transfer.accept({ transferId }) : api.transfer.decline({ transferId, reason }),
    )
  }
  const mine = [...desk.state.inbox.values()].find(({ agentId }) => agentId === desk.state.agentId)
  if (!mine) return
  const { conversationId } = mine
  const to = { agentId: people[1 - agent]?.agentId as string }
  switch (what) {
    case 'agent says':
      desk.sendText(conversationId, `客服说 ${Math.random()}`)
      return pause(15)
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
    case 'agent classifies':
      return attempt(
        api.conversation.classify({ conversationId, classIds: classIds.filter((_, at) => (choice >> at) % 2 === 1) }),
      )
    case 'agent makes a ticket':
      return attempt(
        api.ticket
          .add({ id: nextTicketId(), title: `工单 ${Math.random()}`, conversationId })
          .then(({ ticketId }) => tickets[agent]?.add(ticketId)),
      )
    default:
      return
  }
}
