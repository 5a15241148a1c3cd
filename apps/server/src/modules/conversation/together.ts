import type { Conversation, Mention, MessageBody } from '@youwen/contract'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Context } from './service/context.ts'
import { joinOrLeave } from './service/join.ts'
import { recallMessage } from './service/recall.ts'
import { isMentioned, unseenMentions } from './store/mention.ts'
import { findOriginal } from './store/recall.ts'
import type { SeenConversation } from './view/conversation.ts'

const mentionsShown = 100

interface Door {
  readonly visible: (agent: AgentCaller, conversationId: string) => Promise<SeenConversation>
  readonly rowOf: (agent: AgentCaller, conversationId: string) => Promise<Conversation>
  readonly accept: (agent: AgentCaller, conversationId: string) => Promise<Conversation>
}

/** Several agents in one conversation, and what they take back. Everything goes through the desk's door. */
export function createTogether(context: Context, { visible, rowOf, accept }: Door) {
  const { db, rows } = context

  /** Whoever is called by a colleague, and whoever may look after what is others'. */
  async function mayJoin({ companyId, agentId, permissions }: AgentCaller, conversationId: string) {
    if (permissions.has('conversation.view_all') || permissions.has('conversation.transfer_any')) return true
    return db.company(companyId, (tx) => isMentioned(tx, companyId, conversationId, agentId))
  }

  return {
    async join(agent: AgentCaller, conversationId: string): Promise<Conversation> {
      const { status, agentId } = await visible(agent, conversationId)
      if (status !== 'closed' && agentId === null) return accept(agent, conversationId)
      if (!(await mayJoin(agent, conversationId))) {
        throw new Refusal('forbidden', 'security.forbidden', 'Your role does not allow this.')
      }
      await joinOrLeave(context, agent.companyId, conversationId, agent.agentId, 'joined')
      return rowOf(agent, conversationId)
    },

    async leave(agent: AgentCaller, conversationId: string): Promise<Conversation> {
      await visible(agent, conversationId)
      await joinOrLeave(context, agent.companyId, conversationId, agent.agentId, 'left')
      return rowOf(agent, conversationId)
    },

    /** Where colleagues named the agent and he has not read it yet. */
    async mentions({ companyId, agentId }: AgentCaller): Promise<Mention[]> {
      const found = await db.company(companyId, (tx) => unseenMentions(tx, companyId, agentId, mentionsShown))
      const names = await rows.visitorNames(
        companyId,
        found.map(({ conversationId }) => conversationId),
      )
      return found.map((mention) => ({ ...mention, visitorName: names.get(mention.conversationId) ?? '' }))
    },

    async recall(agent: AgentCaller, conversationId: string, messageId: string): Promise<void> {
      await visible(agent, conversationId)
      const by = { kind: 'agent', id: agent.agentId } as const
      await recallMessage(context, agent.companyId, conversationId, messageId, by)
    },

    /** For who may read the logs: what a recalled message said. */
    async original(
      agent: AgentCaller,
      conversationId: string,
      messageId: string,
    ): Promise<{ body: MessageBody; recalledAt: string }> {
      await visible(agent, conversationId)
      const found = await db.company(agent.companyId, (tx) =>
        findOriginal(tx, agent.companyId, conversationId, messageId),
      )
      if (!found) throw notFound('message')
      return { body: found.body, recalledAt: found.recalledAt.toISOString() }
    },
  }
}
