import type {
  Appointment,
  AppointmentCounts,
  AppointmentEntry,
  AppointmentQuery,
  AppointmentRow,
} from '@youwen/contract'
import { decodeCursor, encodeCursor } from '../../../platform/cursor/index.ts'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { CardAddresses } from '../address.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import type { AppointmentRecord } from '../store/appointment.ts'
import { entriesOf } from '../store/entry.ts'
import { findTemplates } from '../store/template.ts'
import { countMatching, listMatching, type Position, positionOf, type Wanted } from '../view.ts'
import { wordsLookedFor } from '../words.ts'
import type { Door } from './door.ts'

/** Nobody reads further back; the database keeps all. */
const entriesShown = 300
/** How many one page looks through for an agent who may not see them all, and how many at once. */
const looked = { depth: 2_000, atOnce: 200 }

export interface ReadParts {
  readonly db: Db
  readonly now: () => Date
  readonly door: Door
  readonly addresses: Pick<CardAddresses, 'urlOf'>
  readonly collaborators: Pick<
    AppointmentCollaborators,
    'scopeOf' | 'seenAmong' | 'samePerson' | 'visitorsCalled' | 'mayOpen' | 'texts'
  >
}

export type Asked = Omit<AppointmentQuery, 'cursor' | 'limit'>

/** What agents see of appointments: what the door lets through. */
export function createReader({ db, now, door, addresses, collaborators }: ReadParts) {
  /** Undefined: there can be none. */
  async function wantedOf(agent: AgentCaller, asked: Omit<Asked, 'sort'>): Promise<Wanted | undefined> {
    const { state, templateId, agentId, view, visitorId, from, until, words: typed = '' } = asked
    const words = wordsLookedFor(typed)
    if (typed !== '' && words.length === 0) return undefined
    return {
      state,
      templateId,
      agentId,
      madeBy: view === 'mine' ? agent.agentId : undefined,
      visitorIds: visitorId === undefined ? undefined : await collaborators.samePerson(agent.companyId, visitorId),
      from: from === undefined ? undefined : new Date(from),
      until: until === undefined ? undefined : new Date(until),
      words,
    }
  }

  /**
   * Those that he may see, from a position on. However few those are, it looks through only so many: then `reached` is
   * where it goes on.
   */
  async function pageOf(
    agent: AgentCaller,
    wanted: Wanted,
    { sort, limit, ...from }: { sort: Asked['sort']; after: Position | undefined; limit: number },
    depth = looked.depth,
  ): Promise<{ found: AppointmentRecord[]; reached: Position | undefined }> {
    const { companyId } = agent
    const { all } = await collaborators.scopeOf(agent)
    const found: AppointmentRecord[] = []
    let after = from.after
    for (let seen = 0; seen < depth; ) {
      const atOnce = all ? limit + 1 : Math.max(looked.atOnce, limit)
      const rows = await db.company(companyId, (tx) =>
        listMatching(tx, companyId, wanted, { sort, after, limit: atOnce }),
      )
      const last = rows.at(-1)
      found.push(...(all ? rows : await door.seenOf(agent, rows)))
      if (found.length > limit) {
        const page = found.slice(0, limit)
        const end = page.at(-1)
        return { found: page, reached: end && positionOf(sort, end) }
      }
      if (rows.length < atOnce || !last) return { found, reached: undefined }
      after = positionOf(sort, last)
      seen += rows.length
    }
    return { found, reached: after }
  }

  async function rowsOf({ companyId }: AgentCaller, found: readonly AppointmentRecord[]): Promise<AppointmentRow[]> {
    const visitorIds = new Set(found.flatMap(({ visitorId }) => visitorId ?? []))
    const visitors = await collaborators.visitorsCalled(companyId, [...visitorIds])
    const templates = new Map(
      (await db.company(companyId, (tx) => findTemplates(tx, companyId))).map((one) => [one.templateId, one]),
    )
    return found.flatMap((one) => {
      const template = templates.get(one.templateId)
      if (!template) return []
      return {
        appointmentId: one.appointmentId,
        number: one.number,
        templateId: one.templateId,
        templateName: template.name,
        style: template.style,
        state: one.state,
        name: one.name,
        phone: one.phone,
        at: one.at.toISOString(),
        visitorId: one.visitorId,
        visitorName: (one.visitorId && visitors.get(one.visitorId)) || '',
        conversationId: one.conversationId,
        agentId: one.agentId,
        sentAt: one.sentAt?.toISOString() ?? null,
        createdAt: one.createdAt.toISOString(),
        changedAt: one.changedAt.toISOString(),
      }
    })
  }

  async function historyOf(tx: Tx, companyId: string, appointmentId: string): Promise<AppointmentEntry[]> {
    const kept = await entriesOf(tx, companyId, appointmentId, entriesShown)
    const told = kept.flatMap(({ entryId, body }) => (body.type === 'push' ? entryId : []))
    const states = told.length > 0 ? await collaborators.texts.states(tx, companyId, told) : undefined
    return kept.flatMap(({ entryId, agentId, body, at }) => {
      const said = { entryId, agentId, at: at.toISOString() }
      if (body.type !== 'push') return { ...said, body }
      const state = states?.get(entryId)
      return state ? { ...said, body: { ...body, state: state.state, failure: state.failure } } : []
    })
  }

  return {
    pageOf,
    rowsOf,
    wantedOf,

    async get(agent: AgentCaller, appointmentId: string): Promise<Appointment> {
      const { companyId } = agent
      const found = await door.visible(agent, appointmentId)
      const entries = await db.company(companyId, (tx) => historyOf(tx, companyId, appointmentId))
      const [row] = await rowsOf(agent, [found])
      if (!row) throw new Error('An appointment without its template.')
      const { revision, values, note, conversationId } = found
      return {
        ...row,
        revision,
        values: { ...values },
        note,
        url: addresses.urlOf(companyId, appointmentId),
        mayOpenConversation: conversationId !== null && (await collaborators.mayOpen(agent, conversationId)),
        entries,
      }
    },

    async list(agent: AgentCaller, { cursor: given, limit, ...asked }: AppointmentQuery) {
      const cursor = decodeCursor(given, 2)
      const wanted = await wantedOf(agent, asked)
      if (!wanted) return { items: [], next: null }
      const after = cursor && { moment: new Date(cursor[0] ?? ''), appointmentId: cursor[1] ?? '' }
      const { found, reached } = await pageOf(agent, wanted, { sort: asked.sort, after, limit })
      return {
        items: await rowsOf(agent, found),
        next: reached ? encodeCursor(reached.moment.toISOString(), reached.appointmentId) : null,
      }
    },

    async counts(agent: AgentCaller, asked: Omit<Asked, 'sort' | 'state'>): Promise<AppointmentCounts> {
      const { companyId } = agent
      const counts = { made: 0, arrived: 0, no_show: 0, cancelled: 0, overdue: 0 }
      const wanted = await wantedOf(agent, asked)
      if (!wanted) return counts
      const scope = await collaborators.scopeOf(agent)
      const tallies = await db.company(companyId, (tx) => countMatching(tx, companyId, scope, wanted, now()))
      const visitorIds = tallies.flatMap(({ visitorId }) => visitorId ?? [])
      const seen = visitorIds.length > 0 ? await collaborators.seenAmong(agent, visitorIds) : undefined
      for (const { visitorId, ...tally } of tallies) {
        if (visitorId !== null && !seen?.has(visitorId)) continue
        for (const state of Object.keys(counts) as (keyof AppointmentCounts)[]) counts[state] += tally[state]
      }
      return counts
    },
  }
}
export type Reader = ReturnType<typeof createReader>
