import type { LiveVisit, PageView, Visit, Visitor } from '@youwen/contract'
import type { Db } from '../../platform/db/index.ts'
import { notFound } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import { type VisitorSummary, visitorView } from './view.ts'

/** What is asked of conversations, which know visitors but are not known here. */
export interface VisitorConversations {
  /** How many conversations a visitor has had. */
  countOf(companyId: string, visitorId: string): Promise<number>
  /** The conversations in progress, by visitor. */
  currentOf(companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export interface VisitorQueriesOptions {
  readonly db: Db
  readonly conversations: VisitorConversations
  /** Whether an agent's data scope covers a conversation with this visitor. */
  readonly canSeeVisitor: (agent: AgentCaller, visitorId: string) => Promise<boolean>
  /** Who else is the same person, himself first: their visits are shown together. */
  readonly samePerson?: (companyId: string, visitorId: string) => Promise<readonly string[]>
}

const maxVisits = 20
const maxPages = 500

/** Visitor names, regions and presence for a list of conversations. */
export const createVisitorSummaries =
  ({ db }: { db: Db }) =>
  async (companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, VisitorSummary>> => {
    if (visitorIds.length === 0) return new Map()
    const found = await db.company(companyId, (tx) => visitorView.summaries(tx, companyId, visitorIds))
    return new Map(found.map((summary) => [summary.visitorId, summary]))
  }

/** What a conversation that begins now keeps of a visit, in the transaction that begins it. */
export const openingOf = visitorView.opening

/** Of the browser with which a visitor came last. */
export const createVisitorLanguage =
  ({ db }: { db: Db }) =>
  (companyId: string, visitorId: string): Promise<string | undefined> =>
    db.company(companyId, (tx) => visitorView.language(tx, companyId, visitorId))

/** The pages of a visit, oldest first, for who has been let into its conversation already. */
export const createVisitPages =
  ({ db }: { db: Db }) =>
  (companyId: string, visitId: string): Promise<PageView[]> =>
    db.company(companyId, (tx) => visitorView.pages(tx, companyId, visitId, maxPages))

/** What agents may ask about visitors. One outside their scope and one that does not exist answer alike. */
export function createVisitorQueries({
  db,
  conversations,
  canSeeVisitor,
  samePerson = async (_companyId, visitorId) => [visitorId],
}: VisitorQueriesOptions) {
  /** Who has never talked to anybody is nobody's: whoever may see visitors at all sees him. */
  const canSee = async (agent: AgentCaller, visitorId: string) =>
    (await canSeeVisitor(agent, visitorId)) || (await conversations.countOf(agent.companyId, visitorId)) === 0

  async function getVisitor(agent: AgentCaller, visitorId: string): Promise<Visitor> {
    const { companyId } = agent
    const visitor = await db.company(companyId, (tx) => visitorView.find(tx, companyId, visitorId))
    if (!visitor || !(await canSee(agent, visitorId))) throw notFound('visitor')
    return { ...visitor, conversationCount: await conversations.countOf(companyId, visitorId) }
  }

  return {
    getVisitor,

    async getVisitorWithVisits(agent: AgentCaller, visitorId: string): Promise<{ visitor: Visitor; visits: Visit[] }> {
      const { companyId } = agent
      const visitor = await getVisitor(agent, visitorId)
      const everybody = await samePerson(companyId, visitorId)
      const visits = await db.company(companyId, (tx) => visitorView.latestVisits(tx, companyId, everybody, maxVisits))
      return { visitor, visits }
    },

    /** Those of these visitors whom the agent may see. */
    async visibleAmong(agent: AgentCaller, visitorIds: readonly string[]): Promise<Visitor[]> {
      const found: Visitor[] = []
      for (const visitorId of visitorIds) {
        if (await canSee(agent, visitorId)) found.push(await getVisitor(agent, visitorId))
      }
      return found
    },

    async live(
      { companyId }: AgentCaller,
      asked: { siteId?: string | undefined; limit: number },
    ): Promise<{ total: number; visits: LiveVisit[] }> {
      const { total, visits } = await db.company(companyId, (tx) => visitorView.live(tx, { companyId, ...asked }))
      const current = await conversations.currentOf(
        companyId,
        visits.map(({ visitorId }) => visitorId),
      )
      const withConversations = visits.map((visit) => ({
        ...visit,
        conversationId: current.get(visit.visitorId) ?? null,
      }))
      return { total, visits: withConversations }
    },

    /** Where somebody is now; undefined when he has no page open. */
    async whereabouts(companyId: string, visitorId: string) {
      const [visit] = await db.company(companyId, (tx) => visitorView.latestVisits(tx, companyId, [visitorId], 1))
      if (!visit || visit.leftAt !== null) return undefined
      const { visitId, siteId, styleId } = visit
      return { visitId, siteId, styleId }
    },

    async trail(agent: AgentCaller, visitId: string): Promise<PageView[]> {
      const { companyId } = agent
      const { visitorId, pages } = await db.company(companyId, async (tx) => ({
        visitorId: await visitorView.visitorOf(tx, companyId, visitId),
        pages: await visitorView.pages(tx, companyId, visitId, maxPages),
      }))
      if (!visitorId || !(await canSee(agent, visitorId))) throw notFound('visit')
      return pages
    },
  }
}
export type VisitorQueries = ReturnType<typeof createVisitorQueries>
