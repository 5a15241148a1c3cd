import { z } from 'zod'
import { Id, line, Moment } from './ids.ts'
import { route } from './route.ts'

/** What the page says of itself. Everything here is the visitor's word and is shown as text only. */
export const PageInfo = z.object({
  url: z.string().max(2_000),
  title: z.string().max(300).default(''),
  referrer: z.string().max(2_000).default(''),
})
export type PageInfo = z.infer<typeof PageInfo>

export const DeviceInfo = z.object({
  screen: z.string().max(20).default('').describe('`1440x900`, in CSS pixels.'),
  language: z.string().max(35).default(''),
  timeZone: z.string().max(60).default(''),
})
export type DeviceInfo = z.infer<typeof DeviceInfo>

export const SourceKind = z.enum(['direct', 'search', 'campaign', 'referral'])
export const Source = z.object({
  kind: SourceKind,
  referrer: z.string(),
  searchEngine: z
    .string()
    .nullable()
    .describe('`baidu`, `google` …; null when the visitor did not come from one we know.'),
  keyword: z
    .string()
    .nullable()
    .describe('The searched words, where the engine still sends them or the campaign names them.'),
  campaign: z.record(z.string(), z.string()).describe('`utm_source` and its kin, as sent.'),
  clickIds: z
    .record(z.string(), z.string())
    .describe('Click identifiers of ad platforms (`bd_vid`, `gclid` …), needed later to report conversions back.'),
})
export type Source = z.infer<typeof Source>

export const Region = z.object({
  country: z.string(),
  province: z.string(),
  city: z.string(),
  isp: z.string(),
})
export type Region = z.infer<typeof Region>

export const Device = z.object({
  terminal: z.enum(['desktop', 'mobile', 'tablet']),
  os: z.string(),
  browser: z.string(),
  app: z.string().nullable().describe('`wechat`, `douyin` …; null in an ordinary browser.'),
  screen: z.string(),
  language: z.string(),
  timeZone: z.string(),
})
export type Device = z.infer<typeof Device>

/** What a page says it sells, in its data layer. The visitor's word like everything else of a page, and nothing to rely on. */
export const PageProduct = z.object({
  id: z.string().max(100).default('').describe('As the shop knows it; empty where the page does not say.'),
  name: z.string().max(200).default(''),
  price: z.string().max(20).default('').describe('A decimal number: `1299.00`.'),
  currency: z.string().max(10).default('').describe('ISO 4217.'),
})
export type PageProduct = z.infer<typeof PageProduct>

export const PageView = z.object({
  pageViewId: Id,
  url: z.string(),
  title: z.string(),
  product: PageProduct.optional().describe('What it says it sells, if it does.'),
  at: Moment,
  durationMs: z.int().nullable().describe('Null while the visitor is still on this page.'),
})
export type PageView = z.infer<typeof PageView>

export const Visit = z.object({
  visitId: Id,
  visitorId: Id,
  siteId: Id,
  styleId: Id.nullable(),
  startedAt: Moment,
  leftAt: Moment.nullable().describe('Null while at least one page is open.'),
  landingUrl: z.string(),
  source: Source,
  ip: z.string(),
  region: Region,
  device: Device,
  pageCount: z.int(),
  currentUrl: z.string(),
  currentTitle: z.string(),
})
export type Visit = z.infer<typeof Visit>

export const Visitor = z.object({
  visitorId: Id,
  siteId: Id,
  name: z.string().describe('Empty until somebody names the visitor: then the desk shows region, site and style.'),
  firstSeenAt: Moment,
  lastSeenAt: Moment,
  visitCount: z.int(),
  conversationCount: z.int(),
})
export type Visitor = z.infer<typeof Visitor>

/** A visitor on the sites now, as a line of the live list. */
export const LiveVisit = Visit.extend({
  visitorName: z.string(),
  visitCount: z.int(),
  conversationId: Id.nullable(),
})
export type LiveVisit = z.infer<typeof LiveVisit>

/** What changes about a visitor who is watched. */
export const LiveVisitorChange = z.object({
  visitId: Id,
  visitorName: z.string(),
  pageCount: z.int(),
  currentUrl: z.string(),
  currentTitle: z.string(),
  leftAt: Moment.nullable(),
  conversationId: Id.nullable().describe('The one in progress.'),
  isInvited: z.boolean().describe('An invitation waits for his answer.'),
  isBlocked: z.boolean(),
})
export type LiveVisitorChange = z.infer<typeof LiveVisitorChange>

/** A visitor on the sites now, or gone today, as a row of the live table. */
export const LiveVisitor = LiveVisitorChange.extend({
  visitorId: Id,
  siteId: Id,
  styleId: Id.nullable(),
  startedAt: Moment,
  visitCount: z.int(),
  region: Region,
  source: Source.pick({ kind: true, searchEngine: true, keyword: true }).extend({
    campaign: z.string().nullable().describe('`utm_source`, or the name of the campaign.'),
    referrer: z.string().describe('The host he came from.'),
  }),
  device: Device.pick({ terminal: true, os: true, browser: true, app: true }),
  ip: z.string(),
})
export type LiveVisitor = z.infer<typeof LiveVisitor>

const tag = 'visitor'
const view = { access: 'visitor.view', audit: null, tag } as const

export const visitor = {
  live: route('GET', '/visits/live', { ...view, title: 'Who is on the sites now, newest first' })
    .input(z.object({ siteId: Id.optional(), limit: z.coerce.number().int().min(1).max(1_000).default(200) }))
    .output(z.object({ total: z.int(), visits: z.array(LiveVisit) })),
  present: route('GET', '/visits/present', {
    ...view,
    title: 'The live table, page by page: who is on the sites now, or who left today, latest first',
  })
    .input(
      z.object({
        where: z.enum(['here', 'left']),
        cursor: z.string().max(100).optional(),
      }),
    )
    .output(z.object({ visitors: z.array(LiveVisitor), next: z.string().nullable() })),
  get: route('GET', '/visitors/{visitorId}', { ...view, title: 'A visitor with the latest visits' })
    .input(z.object({ visitorId: Id }))
    .output(z.object({ visitor: Visitor, visits: z.array(Visit) })),
  trail: route('GET', '/visits/{visitId}/pages', { ...view, title: 'Pages of a visit, oldest first' })
    .input(z.object({ visitId: Id }))
    .output(z.array(PageView)),
  rename: route('PUT', '/visitors/{visitorId}/name', {
    access: 'conversation.serve',
    audit: 'visitor.renamed',
    title: 'Name a visitor',
    tag,
  })
    .input(z.object({ visitorId: Id, name: line(60) }))
    .output(Visitor),
}
