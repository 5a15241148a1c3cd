import type { Message } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { Finding, Said } from '../extract/index.ts'
import type { CardFacts } from '../facts.ts'

/** What cards need of other modules; `app.ts` hands it over. */
export interface Collaborators {
  roleOf(companyId: string, agentId: string): Promise<string | undefined>
  rolesOf(companyId: string): Promise<readonly { readonly roleId: string }[]>
  /** The one door to a visitor: refuses who is not there or out of the agent's scope. */
  mustSee(agent: AgentCaller, visitorId: string): Promise<SeenVisitor>
  /** Which of these the agent may see. */
  visible(agent: AgentCaller, visitorIds: readonly string[]): Promise<readonly SeenVisitor[]>
  names: {
    of(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
    /** Announces each that changed. */
    set(tx: Tx, companyId: string, names: ReadonlyMap<string, string>): Promise<void>
  }
  /** What visitors are called, also those who have no name. */
  visitorsCalled(companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** What is on the card of these visitors now, for who keeps it. */
  factsChanged(tx: Tx, companyId: string, visitorIds: readonly string[], facts: CardFacts): Promise<void>
  /** What was said with him in conversations that the agent may see, oldest first. */
  messagesWith(agent: AgentCaller, visitorId: string): Promise<readonly Message[]>
  /** What somebody else reads out of a talk for the fields that the rules found nothing for; nothing when he cannot. */
  readFurther(companyId: string, talk: readonly Said[], wanted: ReadonlySet<string>): Promise<readonly Finding[]>
  /** For words like "tomorrow". */
  timeZoneOf(companyId: string): Promise<string>
}

export interface SeenVisitor {
  readonly visitorId: string
  readonly name: string
  readonly lastSeenAt: string
  readonly conversationCount: number
}
