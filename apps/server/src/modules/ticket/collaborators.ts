import type { StoredFile } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'

/** Whose tickets an agent may see; made of his role by `app.ts`. */
export interface TicketScope {
  readonly agentId: string
  readonly all: boolean
  /** He himself and, for a role whose scope is the group, those he works with. */
  readonly agentIds: readonly string[]
  /** The groups he belongs to or leads, and those below them. */
  readonly groupIds: readonly string[]
}

/** What tickets need of other modules; `app.ts` hands it over. */
export interface TicketCollaborators {
  scopeOf(agent: AgentCaller): Promise<TicketScope>
  /** Enabled agents whose role handles tickets: nobody else can be given one or told of it. */
  handlers(tx: Tx, companyId: string): Promise<readonly { readonly agentId: string; readonly name: string }[]>
  groups(
    tx: Tx,
    companyId: string,
  ): Promise<readonly { readonly groupId: string; readonly name: string; readonly memberIds: readonly string[] }[]>
  /** Refuses a conversation that the agent does not see. */
  conversation(agent: AgentCaller, conversationId: string): Promise<{ readonly visitorId: string }>
  /** All visitors who are known to be this one: what was merged is one person. */
  samePerson(companyId: string, visitorId: string): Promise<readonly string[]>
  /** What visitors are called. */
  visitorsCalled(companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Refuses files that this agent did not upload. */
  uploaded(tx: Tx, companyId: string, agentId: string, fileIds: readonly string[]): Promise<StoredFile[]>
  wordsToFind(text: string): Promise<string[]>
  wordsLookedFor(query: string): Promise<{ readonly word: string; readonly isPrefix: boolean }[]>
}
