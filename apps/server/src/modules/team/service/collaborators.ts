import type { Tx } from '../../../platform/db/index.ts'

/** What the team needs of other modules; `app.ts` hands it over. */

/** Ends every session of these agents, in this transaction. `reason` is told to their consoles. */
export type EndSessions = (tx: Tx, companyId: string, agentIds: readonly string[], reason: string) => Promise<void>

export interface Avatars {
  /** Never runs out: every visitor of a site may see it. Null stays null. */
  avatarUrl(companyId: string, fileId: string | null): string | null
  /** Throws unless the file is a picture that this agent uploaded as an avatar. */
  assertAvatar(tx: Tx, companyId: string, fileId: string, agentId: string): Promise<void>
}

/** How many open conversations each agent has. */
export type LoadOf = (companyId: string) => Promise<ReadonlyMap<string, number>>

/** Which of these sites the company does not have. */
export type UnknownSites = (companyId: string, siteIds: readonly string[]) => Promise<string[]>
