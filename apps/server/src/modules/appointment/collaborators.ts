import type { SmsParameter, SmsState } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Sheets } from '../../platform/sheet/index.ts'

/** Whose appointments an agent may see beside those of visitors whom he may see; made of his role by the app. */
export interface AppointmentScope {
  readonly all: boolean
  /** He himself and, for a role whose scope is the group, those he works with. */
  readonly agentIds: readonly string[]
}

/** Short messages to phones. */
export interface Texts {
  /** Sent if and only if the transaction commits. The same `smsId` again changes nothing. */
  queue(
    tx: Tx,
    companyId: string,
    message: {
      readonly smsId: string
      readonly phone: string
      readonly templateCode: string
      readonly parameters: readonly SmsParameter[]
      readonly purpose: 'appointment'
      readonly aboutId: string
    },
  ): Promise<void>
  /** What became of these; those that are long gone are missing. */
  states(
    tx: Tx,
    companyId: string,
    smsIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly state: SmsState; readonly failure: string | null }>>
}

export interface CompanyFacts {
  readonly name: string
  readonly timeZone: string
  readonly locale: 'zh-CN' | 'en-US'
}

/** What appointments need of other modules; the app hands it over. */
export interface AppointmentCollaborators {
  scopeOf(agent: AgentCaller): Promise<AppointmentScope>
  company(companyId: string): Promise<CompanyFacts>
  /** Refuses a conversation that the agent does not see. */
  conversation(agent: AgentCaller, conversationId: string): Promise<{ readonly visitorId: string }>
  mayOpen(agent: AgentCaller, conversationId: string): Promise<boolean>
  /** Those of these visitors whom the agent may see. */
  seenAmong(agent: AgentCaller, visitorIds: readonly string[]): Promise<ReadonlySet<string>>
  /** All visitors who are known to be this one: what was merged is one person. */
  samePerson(companyId: string, visitorId: string): Promise<readonly string[]>
  /** What visitors are called. */
  visitorsCalled(companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  agentNames(companyId: string, agentIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** As E.164; undefined: this is no phone number. */
  phoneOf(text: string): string | undefined
  /** Whether the company uses appointments at all. */
  isOn(companyId: string): Promise<boolean>
  readonly sheets: Pick<Sheets, 'write'>
  readonly sheetFiles: {
    keep(
      companyId: string,
      agentId: string,
      sheet: { name: string; contentType: string; bytes: Buffer },
    ): Promise<string>
  }
  readonly texts: Texts
}
