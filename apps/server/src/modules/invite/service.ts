import { inviteLimits, type SendInvite } from '@youwen/contract'
import type { AgentProfile, Invitation } from '@youwen/contract/realtime'
import { v7 as uuidv7 } from 'uuid'
import { createBatchedRead } from '../../platform/batches/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { InviteChanged } from './events.ts'
import { whyNot } from './rule.ts'
import * as store from './store.ts'

/** Where the visitor is now. */
export interface Whereabouts {
  readonly visitId: string
  readonly siteId: string
  readonly styleId: string | null
}

export interface InviteParts {
  readonly db: Db
  /** Refuses as if there were no such visitor when he is not this agent's to see. */
  readonly mustSeeVisitor: (agent: AgentCaller, visitorId: string) => Promise<unknown>
  /** Undefined for who has no page open. */
  readonly whereabouts: (companyId: string, visitorId: string) => Promise<Whereabouts | undefined>
  readonly isTalking: (companyId: string, visitorId: string) => Promise<boolean>
  /** Begins a conversation in which the agent has spoken first. */
  readonly beginConversation: (
    opener: Whereabouts & { readonly companyId: string; readonly visitorId: string },
    first: { readonly agentId: string; readonly text: string },
  ) => Promise<{ readonly conversationId: string }>
  readonly agentProfiles: (companyId: string, agentIds: readonly string[]) => Promise<ReadonlyMap<string, AgentProfile>>
  readonly now: () => Date
}

const sweepMs = 5_000
const sweepSize = 500

const beingAsked = () => new Refusal('conflict', 'invite.waiting', 'This visitor is being asked already.')

/** Asking visitors whether they would like to talk, and what comes of it. */
export function createInviteService(parts: InviteParts) {
  const { db, mustSeeVisitor, whereabouts, isTalking, beginConversation, now } = parts
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined

  const announce = (tx: Tx, type: InviteChanged['type'], { companyId, visitorId, inviteId }: store.InviteRow) => {
    const event: InviteChanged = { type, companyId, visitorId, inviteId }
    tx.announce(event)
  }

  async function begin(row: store.InviteRow, place: Omit<Whereabouts, 'visitId'>): Promise<void> {
    const { companyId, visitorId, visitId, agentId, text, inviteId } = row
    const begun = await beginConversation({ companyId, visitorId, visitId, ...place }, { agentId, text })
    await db.company(companyId, (tx) => store.putConversation(tx, companyId, inviteId, begun.conversationId))
  }

  const sweep = () =>
    db.all(async (tx) => {
      for (const row of await store.expire(tx, sweepSize)) announce(tx, 'invite.ended', row)
    })

  const waitingFor = createBatchedRead(async (companyId, visitorIds: readonly string[]) => {
    const rows = await db.company(companyId, (tx) => store.waitingOf(tx, companyId, visitorIds))
    return new Map(rows.map((row) => [row.visitorId, row]))
  })

  return {
    async send(agent: AgentCaller, { visitorId, kind, text }: SendInvite) {
      const { companyId, agentId } = agent
      await mustSeeVisitor(agent, visitorId)
      const place = await whereabouts(companyId, visitorId)
      if (!place) throw new Refusal('conflict', 'invite.visitor_gone', 'This visitor has left the site.')
      if (await isTalking(companyId, visitorId)) {
        throw new Refusal('conflict', 'invite.in_conversation', 'This visitor is in a conversation already.')
      }
      const sentAt = now()
      const row: store.InviteRow = {
        inviteId: uuidv7(),
        companyId,
        visitorId,
        visitId: place.visitId,
        agentId,
        kind,
        text,
        sentAt,
        expiresAt: new Date(sentAt.getTime() + inviteLimits.expiresAfterSeconds * 1_000),
      }
      await db.company(companyId, async (tx) => {
        // What ran out a moment ago does not stand in the way until somebody has swept it away.
        for (const old of await store.expire(tx, sweepSize)) announce(tx, 'invite.ended', old)
        if ((await store.waitingOf(tx, companyId, [visitorId])).length > 0) throw beingAsked()
        const reason = whyNot(await store.historyOf(tx, companyId, row), sentAt)
        if (reason) throw reason
        // A colleague was faster, in this very moment.
        if (!(await store.insertInvite(tx, row))) throw beingAsked()
        announce(tx, 'invite.sent', row)
      })
      // The chat that is about to open by itself has something in it.
      if (kind === 'force') await begin(row, place)
      return { inviteId: row.inviteId, expiresAt: row.expiresAt.toISOString() }
    },

    /** What a page says about an invitation; one that is over, or is somebody else's, is not there. */
    async answer(
      { companyId, visitorId, ...place }: Omit<Whereabouts, 'visitId'> & { companyId: string; visitorId: string },
      inviteId: string,
      answer: 'seen' | 'accepted' | 'refused',
    ): Promise<void> {
      if (answer === 'seen') return db.company(companyId, (tx) => store.markSeen(tx, companyId, visitorId, inviteId))
      const ended = await db.company(companyId, async (tx) => {
        const row = await store.endInvite(tx, companyId, { visitorId, inviteId, outcome: answer })
        if (row) announce(tx, 'invite.ended', row)
        return row
      })
      // Two tabs may say yes at once: the first one begins, and a forced conversation has begun already.
      if (ended?.kind === 'invite' && answer === 'accepted') await begin(ended, place)
    },

    /** Who begins to talk by himself while he is being asked has said yes. */
    conversationBegan: (companyId: string, visitorId: string, conversationId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const [waiting] = await store.waitingOf(tx, companyId, [visitorId])
        // A forced one has begun it; that the panel opened is told by the page.
        if (waiting?.kind !== 'invite') return
        const row = await store.endInvite(tx, companyId, { visitorId, outcome: 'accepted' })
        if (!row) return
        await store.putConversation(tx, companyId, row.inviteId, conversationId)
        announce(tx, 'invite.ended', row)
      }),

    /** What a page that comes now has to show. */
    async waitingFor(companyId: string, visitorId: string): Promise<Invitation | undefined> {
      const row = await waitingFor(companyId, visitorId)
      if (!row) return undefined
      const agent = (await parts.agentProfiles(companyId, [row.agentId])).get(row.agentId)
      return agent && { inviteId: row.inviteId, kind: row.kind, text: row.text, agent }
    },

    /** Which of these are being asked now. */
    async waitingAmong(companyId: string, visitorIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (visitorIds.length === 0) return new Set()
      const rows = await db.company(companyId, (tx) => store.waitingOf(tx, companyId, visitorIds))
      return new Set(rows.map(({ visitorId }) => visitorId))
    },

    /** Ends what nobody answered, on whichever node it was sent; else this happens every 5 s. */
    sweep,
    start(onTrouble: (error: unknown) => void) {
      timer = setInterval(() => {
        sweeping ??= sweep()
          .catch(onTrouble)
          .finally(() => {
            sweeping = undefined
          })
      }, sweepMs)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await sweeping
    },
  }
}
export type InviteService = ReturnType<typeof createInviteService>
