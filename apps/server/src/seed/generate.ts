import pg from 'pg'
import { wordsToFind } from '../modules/conversation/index.ts'
import { openCopy, type TableCopy } from './copy.ts'
import { callNames, carriers, devices, fullNames, keywords, origins, pages, places } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { answers, questions, replies } from './talk.ts'
import { createTimeline } from './timeline.ts'

export interface DataSize {
  readonly visits: number
  /** Pages of a visit on average. */
  readonly pagesPerVisit: number
  /** Conversations that are over; spread over the visits. */
  readonly conversations: number
  readonly messagesPerConversation: number
  /** How long ago the first visit was. */
  readonly days: number
  /** Conversations in progress of one agent; the latest of them has `longMessages` messages. */
  readonly open: { readonly agentId: string; readonly conversations: number; readonly longMessages: number } | null
}

export interface GenerateOptions extends DataSize {
  /** Of a database role that row-level security does not bind. */
  readonly url: string
  readonly companyId: string
  readonly siteId: string
  readonly styleId: string
  readonly agentIds: readonly string[]
  /** The same seed and `until` give the same data. */
  readonly seed: number
  readonly until: Date
  /** Makes every message findable by its words. */
  readonly isSearchable: boolean
  readonly onProgress?: (rows: Counts) => void
}

const tables = {
  visitor: 'company_id visitor_id site_id name first_seen_at last_seen_at visit_count',
  visitor_visit:
    'company_id visit_id visitor_id site_id style_id started_at last_seen_at left_at landing_url source_kind referrer ' +
    'search_engine keyword campaign click_ids ip country province city isp terminal os browser app screen language ' +
    'time_zone page_count current_url current_title',
  visitor_page_view: 'company_id page_view_id visit_id url title at duration_ms',
  conversation:
    'company_id conversation_id visitor_id visit_id site_id style_id country province city isp source_kind ' +
    'search_engine keyword terminal message_count status agent_id started_at assigned_at ' +
    'first_answered_at closed_at closed_by last_seq last_message_from last_message_type last_message_text ' +
    'last_message_at waiting_since visitor_read_seq agent_read_seq indexed_seq',
  conversation_message: 'company_id conversation_id seq message_id sender sender_id body sent_at',
  conversation_search: 'company_id conversation_id seq sender sender_id sent_at words',
  conversation_participant: 'company_id conversation_id agent_id read_seq joined_at',
} as const
type Table = keyof typeof tables
export type Counts = Readonly<Record<Table, number>>

const shop = 'https://www.yunzhou.example'
/** How many visitors may come back at any time; who is longer ago has been forgotten. */
const knownVisitors = 50_000
const returning = 0.38
/** Visits between two looks at whether the database keeps up. */
const pauseEvery = 200

interface KnownVisitor {
  readonly visitorId: string
  readonly name: string
  readonly firstSeenMs: number
  lastSeenMs: number
  visits: number
}

const at = (ms: number) => new Date(ms).toISOString()

/** Fills the tables with people who visit and talk, as fast as the database takes them; answers how many rows. */
export async function generate(options: GenerateOptions): Promise<Counts> {
  const { url, visits, conversations, days, until, onProgress } = options
  const random = createRandom(options.seed)
  const copies = new Map<Table, TableCopy>()
  for (const [table, columns] of Object.entries(tables)) copies.set(table as Table, await openCopy(url, table, columns))
  const counts = () => Object.fromEntries([...copies].map(([table, copy]) => [table, copy.rows])) as Counts
  const add: Add = (table, values) => copies.get(table)?.add(values)
  const pause = async () => {
    for (const copy of copies.values()) await copy.caughtUp()
    onProgress?.(counts())
  }

  const writer = createWriter(options, random, add, options.isSearchable ? await wordsOfTalk() : new Map())
  const momentOf = createTimeline({ count: visits, days, untilMs: until.getTime() })
  for (let index = 0; index < visits; index++) {
    const visitor = writer.comes(momentOf(index))
    const begun = Math.floor((index * conversations) / visits)
    const due = Math.floor(((index + 1) * conversations) / visits)
    const visit = writer.visits(visitor)
    for (let talk = begun; talk < due; talk++) writer.talks(visitor, visit)
    if (index % pauseEvery === 0) await pause()
  }
  const open = options.open
  for (let index = 0; open && index < open.conversations; index++) {
    const isLast = index === open.conversations - 1
    const visitor = writer.newcomer(until.getTime() - (open.conversations - index) * 5_000)
    const visit = writer.visits(visitor)
    const messages = isLast && open.longMessages ? open.longMessages : undefined
    writer.talks(visitor, visit, { agentId: open.agentId, messages })
    if (index % pauseEvery === 0) await pause()
  }
  writer.finish()
  for (const copy of copies.values()) await copy.finish()
  await analyse(url)
  return counts()
}

type Add = (table: Table, values: Parameters<TableCopy['add']>[0]) => void

interface Visit {
  readonly visitId: string
  readonly startMs: number
  /** As a conversation keeps them: from the country to the terminal. */
  readonly facts: readonly (string | null)[]
}

function createWriter(options: GenerateOptions, random: Random, add: Add, wordsOf: ReadonlyMap<string, string>) {
  const { companyId, siteId, styleId, agentIds, pagesPerVisit, messagesPerConversation } = options
  const known: KnownVisitor[] = []

  const leave = ({ visitorId, name, firstSeenMs, lastSeenMs, visits }: KnownVisitor) =>
    add('visitor', [companyId, visitorId, siteId, name, at(firstSeenMs), at(lastSeenMs), visits])

  /** Somebody who was here before, or somebody new, who takes the place of whoever is forgotten for him. */
  function comes(ms: number): KnownVisitor {
    if (known.length > 0 && random.chance(returning)) {
      const visitor = random.pick(known)
      visitor.lastSeenMs = ms
      visitor.visits++
      return visitor
    }
    return newcomer(ms)
  }

  function newcomer(ms: number): KnownVisitor {
    const name = random.chance(0.25) ? random.pick(random.chance(0.7) ? callNames : fullNames) : ''
    const visitor = { visitorId: random.uuid(ms), name, firstSeenMs: ms, lastSeenMs: ms, visits: 1 }
    const place = known.length < knownVisitors ? known.length : random.below(knownVisitors)
    const forgotten = known[place]
    known[place] = visitor
    if (forgotten) leave(forgotten)
    return visitor
  }

  /** One visit with its pages. */
  function visits({ visitorId, lastSeenMs: startMs }: KnownVisitor): Visit {
    const visitId = random.uuid(startMs)
    const place = random.weighted(places)
    const device = random.weighted(devices)
    const origin = random.weighted(origins)
    const keyword = origin.hasKeyword ? random.pick(keywords) : null
    const pageCount = random.geometric(pagesPerVisit)
    let ms = startMs
    let landing = ''
    let shown = random.weighted(pages)
    for (let index = 0; index < pageCount; index++) {
      shown = random.weighted(pages)
      if (index === 0) landing = shop + shown.path
      const durationMs = 2_000 + Math.floor(-Math.log(1 - random.next()) * 45_000)
      add('visitor_page_view', [
        companyId,
        random.uuid(ms),
        visitId,
        shop + shown.path,
        shown.title,
        at(ms),
        durationMs,
      ])
      ms += durationMs
    }
    const isp = place.country === '中国' ? random.weighted(carriers) : ''
    const campaign = keyword && origin.kind === 'campaign' ? { ...origin.campaign, utm_term: keyword } : origin.campaign
    add('visitor_visit', [
      companyId,
      visitId,
      visitorId,
      siteId,
      styleId,
      at(startMs),
      at(ms),
      at(ms),
      landing,
      origin.kind,
      origin.referrer + (origin.referrer.endsWith('=') && keyword ? encodeURIComponent(keyword) : ''),
      origin.searchEngine,
      keyword,
      JSON.stringify(campaign),
      origin.clickId ? `{"${origin.clickId}":"${random.hex(16)}"}` : '{}',
      `${1 + random.below(222)}.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`,
      place.country,
      place.province,
      place.city,
      isp,
      device.terminal,
      device.os,
      device.browser,
      device.app,
      device.screen,
      'zh-CN',
      'Asia/Shanghai',
      pageCount,
      shop + shown.path,
      shown.title,
    ])
    const { country, province, city } = place
    const facts = [country, province, city, isp, origin.kind, origin.searchEngine, keyword, device.terminal]
    return { visitId, startMs, facts }
  }

  /** One conversation: over, or in progress when `open` is given. */
  function talks(
    { visitorId }: KnownVisitor,
    { visitId, startMs, facts }: Visit,
    open?: { agentId: string; messages: number | undefined },
  ): void {
    const conversationId = random.uuid(startMs)
    const agentId = open?.agentId ?? random.pick(agentIds)
    const said = open?.messages ?? random.geometric(messagesPerConversation)
    const startedMs = startMs + 8_000 + random.below(60_000)
    let ms = startedMs
    let seq = 0
    let firstAnswerMs: number | null = null
    let last = { from: '', text: '', ms }
    const say = (sender: string, senderId: string | null, body: object) => {
      seq++
      add('conversation_message', [
        companyId,
        conversationId,
        seq,
        random.uuid(ms),
        sender,
        senderId,
        JSON.stringify(body),
        at(ms),
      ])
    }
    for (let index = 0; index < said; index++) {
      const isAgent = index > 0 && (last.from === 'visitor' ? random.chance(0.8) : random.chance(0.25))
      const text = random.pick(isAgent ? answers : index === 0 ? questions : random.chance(0.3) ? questions : replies)
      const from = isAgent ? 'agent' : 'visitor'
      if (isAgent) firstAnswerMs ??= ms
      last = { from, text, ms }
      const senderId = isAgent ? agentId : visitorId
      say(from, senderId, { type: 'text', text })
      const words = wordsOf.get(text)
      if (words) add('conversation_search', [companyId, conversationId, seq, from, senderId, at(ms), words])
      if (index === 0) say('system', null, { type: 'event', event: 'assigned', agentId })
      ms += 4_000 + random.below(40_000)
    }
    if (!open) say('system', null, { type: 'event', event: 'closed', by: 'agent', agentId })
    const readSeq = open && last.from === 'visitor' ? Math.max(0, seq - 1 - random.below(3)) : seq
    add('conversation', [
      companyId,
      conversationId,
      visitorId,
      visitId,
      siteId,
      styleId,
      ...facts,
      said,
      open ? 'open' : 'closed',
      agentId,
      at(startedMs),
      at(startedMs),
      firstAnswerMs && at(firstAnswerMs),
      open ? null : at(ms),
      open ? null : 'agent',
      seq,
      last.from,
      'text',
      last.text,
      at(last.ms),
      open && last.from === 'visitor' ? at(last.ms) : null,
      seq,
      readSeq,
      seq,
    ])
    add('conversation_participant', [companyId, conversationId, agentId, readSeq, at(startedMs)])
  }

  return {
    comes,
    newcomer,
    visits,
    talks,
    finish() {
      for (const visitor of known) leave(visitor)
    },
  }
}

/** The words of everything that is said, as the database writes a tsvector. */
async function wordsOfTalk(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const text of [...questions, ...answers, ...replies]) {
    found.set(text, (await wordsToFind(text)).map((word) => `'${word.replace(/['\\]/g, '$&$&')}'`).join(' '))
  }
  return found
}

/** Without figures about the new rows the database plans its queries as if there were none. */
async function analyse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set statement_timeout = 0`)
    for (const table of Object.keys(tables)) await client.query(`vacuum analyze ${table}`)
  } finally {
    await client.end()
  }
}
