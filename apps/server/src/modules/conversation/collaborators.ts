import type {
  AgentProfile,
  ConversationId,
  GroupId,
  MessageBody,
  Region,
  RobotReceives,
  SiteId,
  StyleId,
  VisitorId,
} from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { SensitiveRules } from '../shield/index.ts'
import type { CardFacts, OpeningFacts } from './active.ts'
import type { ConversationScope } from './view/scope.ts'

/** What the list shows of a visitor. */
export interface VisitorSummary {
  readonly name: string
  readonly region: Region
  readonly terminal: string
  readonly isOnline: boolean
}

/** A visit, as far as a conversation that begins in it keeps it. */
export interface OpeningVisit extends OpeningFacts {
  readonly visitId: string
}

export interface Receiver {
  readonly agentId: string
  readonly capacity: number
  /** There and taking conversations. */
  readonly isOnline: boolean
  /** There, and not hiding: who is busy or away may be asked, and answers for himself. */
  readonly mayBeAsked: boolean
  /** There, in whatever state. */
  readonly isPresent: boolean
}

/** What the job that ends an unanswered offer is told. */
export interface TransferExpiry {
  readonly companyId: string
  readonly transferId: string
}

/** Who says something. The robot says what an agent has taught it. */
export type Speaker = { readonly kind: 'agent' | 'visitor'; readonly id: string } | { readonly kind: 'robot' }

/** What conversations ask about the robot; what it says it decides itself. */
export interface RobotRules {
  /** Whether new conversations of the site are the robot's. */
  receives(companyId: string, siteId: SiteId): Promise<RobotReceives>
  /** Whether an agent is there for the site, busy or not. */
  isAttended(tx: Tx, companyId: string, siteId: SiteId): Promise<boolean>
  /** Whether it answers for this agent. */
  standsInFor(tx: Tx, companyId: string, agentId: string): Promise<boolean>
  /** After which somebody who waits for a person is told what else he can do; null: never. */
  waitLimitMs(companyId: string): Promise<number | null>
}

/** Cards of appointments; what stands in them is decided elsewhere. */
export interface AppointmentCards {
  /** Refuses one that is not this visitor's, that the agent does not see, or that does not take place. */
  body(
    agent: AgentCaller,
    card: { readonly visitorId: VisitorId; readonly appointmentId: string },
  ): Promise<Extract<MessageBody, { type: 'appointment' }>>
  /** One is said in this transaction: what has to follow is put down in it too. */
  said(
    tx: Tx,
    sent: {
      readonly companyId: string
      readonly appointmentId: string
      readonly agentId: string
      readonly messageId: string
    },
  ): Promise<void>
}

/** What conversations need of other modules; `app.ts` hands it over. */
export interface Collaborators {
  /** What a message says of a file that it carries; refuses one that is not this sender's or not there. */
  attach(
    tx: Tx,
    of: {
      readonly companyId: string
      readonly visitorId: VisitorId
      readonly by: Speaker
      readonly body: { readonly fileId: string }
    },
  ): Promise<Extract<MessageBody, { type: 'image' | 'file' }>>
  /** What these were sent with to this visitor was recalled, and no other message carries them to him. */
  withdraw(tx: Tx, companyId: string, visitorId: VisitorId, fileIds: readonly string[]): Promise<void>
  visitors(companyId: string, visitorIds: readonly VisitorId[]): Promise<ReadonlyMap<VisitorId, VisitorSummary>>
  /** Who else is the same person, himself first: what was said with them is read together. */
  samePerson?(companyId: string, visitorId: VisitorId): Promise<readonly VisitorId[]>
  /** The same for many at once, by who was asked for; who is missing is nobody else. */
  samePeople?(
    companyId: string,
    visitorIds: readonly VisitorId[],
  ): Promise<ReadonlyMap<VisitorId, readonly VisitorId[]>>
  /** The visit as it is known, or undefined. */
  visit(tx: Tx, companyId: string, visitId: string): Promise<OpeningVisit | undefined>
  /** The one that a visitor is in, or was in last. */
  latestVisit(tx: Tx, companyId: string, visitorId: string): Promise<OpeningVisit | undefined>
  /** Of a visitor's card. Who changes it from now on waits for the transaction, and finds what it has made. */
  cardFacts(tx: Tx, companyId: string, visitorId: VisitorId): Promise<CardFacts>
  /** The company's: where its days begin. */
  timeZone(companyId: string): Promise<string>
  siteName(companyId: string, siteId: SiteId): Promise<string>
  styleName(companyId: string, siteId: SiteId, styleId: StyleId | null): Promise<string>
  /** As visitors see them; those who have left the company are among them. */
  agentProfiles(companyId: string, agentIds: readonly string[]): Promise<ReadonlyMap<string, AgentProfile>>
  scopeOf(agent: AgentCaller): Promise<ConversationScope>
  /** An enabled agent, or undefined. */
  receiver(tx: Tx, companyId: string, agentId: string): Promise<Receiver | undefined>
  /** Has `expire` called at that moment, if and only if the transaction commits. */
  expireLater(tx: Tx, expiry: TransferExpiry, at: Date): Promise<void>
  /** A conversation ends in this transaction: what has to follow is put down in it too. */
  closing(tx: Tx, companyId: string, conversationId: ConversationId): Promise<void>
  groupExists(tx: Tx, companyId: string, groupId: GroupId): Promise<boolean>
  readonly robot: RobotRules
  readonly appointments: AppointmentCards
  /** Which words are looked for, and what happens to a message that has one. */
  readonly words: Pick<SensitiveRules, 'isClear' | 'look' | 'keep' | 'preview'>
}
