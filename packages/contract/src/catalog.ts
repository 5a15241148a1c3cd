import { z } from 'zod'
import { Money, orderStates, ProvidedCoupon, ProvidedOrder, ProvidedProduct } from './catalog-provider.ts'
import { readRule } from './catalog-rule.ts'
import { StoredFile } from './file.ts'
import { Id, line, Moment } from './ids.ts'
import { maxCatalogRules } from './limits.ts'
import { BadRow } from './phrase.ts'
import { route } from './route.ts'

/** import: what was brought in by a spreadsheet. remote: the company's own system is asked. */
export const CatalogSource = z.enum(['none', 'import', 'remote'])
export type CatalogSource = z.infer<typeof CatalogSource>
export const CatalogKind = z.enum(['product', 'order', 'coupon'])
export type CatalogKind = z.infer<typeof CatalogKind>

/** Why a company's system gave nothing usable. The first ones are those of any request to somebody else's address. */
export const CatalogTrouble = z.enum([
  'malformed',
  'plain_http',
  'closed_network',
  'unresolved',
  'unreachable',
  'insecure',
  'timed_out',
  'redirected',
  'too_large',
  'garbled',
  'busy',
  'cancelled',
  'no_address',
  'no_key',
  /** It did not accept the signature. */
  'unauthorized',
  'bad_status',
  'bad_answer',
  /** It failed so often that it is left alone for a moment. */
  'resting',
])
export type CatalogTrouble = z.infer<typeof CatalogTrouble>

// ---- what agents see -------------------------------------------------------------------------------------------------

export const Product = ProvidedProduct.omit({ pictureUrl: true }).extend({
  text: z.string(),
  price: Money.nullable(),
  url: z.string().nullable(),
  isAvailable: z.boolean(),
  hasPicture: z.boolean(),
})
export type Product = z.infer<typeof Product>

export const Coupon = ProvidedCoupon.extend({
  text: z.string(),
  url: z.string().nullable(),
  validUntil: Moment.nullable(),
})
export type Coupon = z.infer<typeof Coupon>

export const Order = ProvidedOrder.extend({
  state: z.enum(orderStates),
  stateText: z.string(),
  amount: Money.nullable(),
  placedAt: Moment,
  url: z.string().nullable(),
  items: z.array(z.object({ title: z.string(), quantity: z.int(), productId: z.string().nullable() })),
})
export type Order = z.infer<typeof Order>

const ViewedProduct = z.object({
  product: Product.extend({ productId: z.string(), title: z.string() }),
  at: Moment.describe('When its page was opened last.'),
  isCurrent: z.boolean().describe('It is on the visitor’s screen now.'),
  isFromPage: z
    .boolean()
    .describe('Only what its page says of it: the catalog does not have it. `productId` may be empty.'),
})
export type ViewedProduct = z.infer<typeof ViewedProduct>

/** stale: the company's system failed, and this is what it said at `asOf`. failed: and it never said anything. */
export const CatalogState = z.enum(['current', 'stale', 'failed'])
const about = {
  source: CatalogSource,
  state: CatalogState,
  asOf: Moment.nullable(),
  trouble: CatalogTrouble.nullable(),
}
const found = <T extends z.ZodType>(item: T) =>
  z.object({ ...about, items: z.array(item), next: z.string().nullable() })
export const FoundProducts = found(Product)
export type FoundProducts = z.infer<typeof FoundProducts>
export const FoundOrders = found(Order).extend({
  isIdentified: z.boolean().describe('False: neither a phone nor a customer number is known, so nobody was asked.'),
})
export type FoundOrders = z.infer<typeof FoundOrders>
export const FoundCoupons = found(Coupon)
export type FoundCoupons = z.infer<typeof FoundCoupons>
export const FoundViewed = z.object({ ...about, items: z.array(ViewedProduct) })
export type FoundViewed = z.infer<typeof FoundViewed>

// ---- settings --------------------------------------------------------------------------------------------------------

const Rule = z
  .object({
    siteId: Id.nullable().describe('Null: on every site.'),
    pattern: line(300).refine((text) => readRule(text) !== undefined, { error: 'A rule has {id} once.' }),
  })
  .describe('`shop.example.com/p/{id}.html`: which product a page shows. `*` is any one part of a path.')

const ownSettings = {
  source: CatalogSource,
  providerUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  customerFieldId: Id.nullable().describe('The card field that holds the company’s own number of a customer.'),
  rules: z.array(Rule).max(maxCatalogRules),
}
export const SaveCatalogSettings = z.object(ownSettings)
export type SaveCatalogSettings = z.infer<typeof SaveCatalogSettings>

export const CatalogSettings = z.object({
  ...ownSettings,
  keys: z.array(z.object({ keyId: Id, addedAt: Moment })).describe('The oldest first; the secrets are not told again.'),
  counts: z.record(CatalogKind, z.int()).describe('What was imported.'),
})
export type CatalogSettings = z.infer<typeof CatalogSettings>

const NewKey = z.object({ keyId: Id, secret: z.string().describe('Shown this once.') })

const TestedKind = z.object({
  kind: CatalogKind,
  trouble: CatalogTrouble.nullable(),
  status: z.int().nullable(),
  tookMs: z.int(),
  found: z.int(),
  faults: z.array(z.string()).describe('What is wrong with items that were left out, by their place.'),
  sample: z.string().describe('The title of the first one.'),
})
export const CatalogTest = z.object({ kinds: z.array(TestedKind) })
export type CatalogTest = z.infer<typeof CatalogTest>

const Import = z.object({
  kind: CatalogKind,
  sheetFileId: Id.describe('Uploaded before, for this purpose.'),
  mode: z.enum(['merge', 'replace']).describe('replace: what the sheet does not name is removed.'),
})
export const CatalogImportPlan = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  bad: z.array(BadRow).describe('The first 200 of them; nothing is imported while there is any.'),
  badCount: z.int(),
  sample: z
    .array(z.object({ row: z.int(), change: z.enum(['added', 'changed']), itemId: z.string(), title: z.string() }))
    .describe('The first 50 changes.'),
})
export type CatalogImportPlan = z.infer<typeof CatalogImportPlan>

const tag = 'catalog'
const manage = { access: 'catalog.manage', tag } as const
const serve = { access: 'conversation.serve', audit: null, tag } as const
const asked = {
  cursor: z.string().max(400).optional(),
  fresh: z.enum(['no', 'yes']).default('no').describe('yes: ask again, whatever is remembered.'),
}
const words = line(100).default('')

export const catalog = {
  settings: route('GET', '/catalog/settings', { ...manage, audit: null, title: 'Where products come from' }).output(
    CatalogSettings,
  ),
  saveSettings: route('PUT', '/catalog/settings', {
    ...manage,
    audit: 'catalog.saved',
    title: 'Change where products come from',
  })
    .input(SaveCatalogSettings)
    .output(CatalogSettings),
  addKey: route('POST', '/catalog/keys', {
    ...manage,
    audit: 'catalog_key.added',
    title: 'Add a key that requests are signed with; at most two at a time',
  }).output(NewKey),
  removeKey: route('DELETE', '/catalog/keys/{keyId}', {
    ...manage,
    audit: 'catalog_key.removed',
    title: 'Sign no longer with a key',
  }).input(z.object({ keyId: Id })),
  test: route('POST', '/catalog/test', {
    ...manage,
    audit: null,
    title: 'Ask the company’s system once for each kind, and say what came back',
  }).output(CatalogTest),
  previewImport: route('POST', '/catalog/import/preview', {
    ...manage,
    audit: null,
    title: 'Say what an import of an uploaded spreadsheet would change',
  })
    .input(Import)
    .output(CatalogImportPlan),
  import: route('POST', '/catalog/import', {
    ...manage,
    audit: 'catalog.imported',
    title: 'Import a spreadsheet, whole or not at all',
  })
    .input(Import)
    .output(CatalogImportPlan),

  products: route('GET', '/catalog/products', { ...serve, title: 'Products, by words or all' })
    .input(z.object({ words, ...asked }))
    .output(FoundProducts),
  coupons: route('GET', '/catalog/coupons', { ...serve, title: 'Coupons to hand out' })
    .input(z.object({ words, ...asked }))
    .output(FoundCoupons),
  viewed: route('GET', '/conversations/{conversationId}/catalog', {
    ...serve,
    title: 'The products that the visitor has looked at in this visit, the latest first',
  })
    .input(z.object({ conversationId: Id, fresh: asked.fresh }))
    .output(FoundViewed),
  orders: route('GET', '/conversations/{conversationId}/catalog/orders', {
    ...serve,
    title: 'The orders of the visitor, known by his card, the newest first',
  })
    .input(z.object({ conversationId: Id, ...asked }))
    .output(FoundOrders),
  picture: route('GET', '/catalog/picture', { ...serve, title: 'The picture of a product, ready to be shown and sent' })
    .input(z.object({ productId: z.string().min(1).max(100) }))
    .output(z.object({ file: StoredFile.nullable() })),
}
