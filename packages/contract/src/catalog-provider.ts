import { z } from 'zod'
import { line, Moment, withoutTurningMarks } from './ids.ts'

/**
 * What a company's own system answers when Youwen asks it for products, orders and coupons. Not a route of ours: it is
 * described at /docs/api for whoever writes one, and checked here when it answers.
 */

const Key = line(100).min(1)
const Text = z.string().overwrite(withoutTurningMarks).trim().max(500).default('')
const Address = z.url({ protocol: /^https?$/ }).max(2_000)
export const Money = z.object({
  amount: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,4})?$/)
    .describe('A decimal number as text: `1299.00`.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY')
    .describe('ISO 4217.'),
})
export type Money = z.infer<typeof Money>

export const ProvidedProduct = z.object({
  productId: Key.describe('Yours; what a rule finds in a page address.'),
  title: line(200).min(1),
  text: Text,
  price: Money.nullable().default(null),
  url: Address.nullable().default(null).describe('Its page; without one it is sent as text.'),
  pictureUrl: Address.nullable()
    .default(null)
    .describe('JPEG, PNG, GIF or WebP of at most 2 MB; loaded once by our server, never by a browser.'),
  isAvailable: z.boolean().default(true),
})
export type ProvidedProduct = z.infer<typeof ProvidedProduct>

export const orderStates = ['unpaid', 'paid', 'shipped', 'completed', 'cancelled', 'refunding', 'refunded'] as const

export const ProvidedOrder = z.object({
  orderId: Key,
  number: line(60).min(1).describe('As the customer knows it.'),
  state: z.enum(orderStates),
  stateText: line(40).default('').describe('In your own words; without them the state is named by us.'),
  amount: Money.nullable().default(null),
  placedAt: z.iso.datetime({ offset: true }),
  url: Address.nullable().default(null).describe('Where an agent looks at it in your system.'),
  items: z
    .array(
      z.object({
        title: line(200).min(1),
        quantity: z.int().min(1).max(1_000_000).default(1),
        productId: Key.nullable().default(null),
      }),
    )
    .max(100)
    .default([]),
})
export type ProvidedOrder = z.infer<typeof ProvidedOrder>

export const ProvidedCoupon = z.object({
  couponId: Key,
  title: line(200).min(1),
  text: Text.describe('The conditions, or the code to type.'),
  url: Address.nullable().default(null).describe('Where a visitor claims it; without one it is sent as text.'),
  validUntil: z.iso.datetime({ offset: true }).nullable().default(null),
})
export type ProvidedCoupon = z.infer<typeof ProvidedCoupon>

const maxProvided = 50
const Cursor = z.string().max(400)
const page = {
  cursor: Cursor.optional().describe('The `next` of the page before; left out for the first one.'),
  limit: z.int().min(1).max(maxProvided),
}
const Customer = z.object({
  visitorIds: z.array(z.uuid()).describe('Ours: the same person in several browsers.'),
  phones: z.array(z.string()).describe('E.164, from the card: `+8613800138000`.'),
  customerId: z.string().nullable().describe('Yours, from the card field that the settings name.'),
})
export type Customer = z.infer<typeof Customer>

const providerRequests = {
  products: z.object({
    productIds: z.array(Key).max(maxProvided).optional().describe('When it is there, exactly these, in any order.'),
    words: z.string().max(100).optional().describe('What an agent typed; neither of both: all of them.'),
    ...page,
  }),
  orders: z.object({ customer: Customer, ...page }),
  coupons: z.object({ words: z.string().max(100).optional(), ...page }),
} as const

export const provided = { products: ProvidedProduct, orders: ProvidedOrder, coupons: ProvidedCoupon } as const
export type ProvidedKind = keyof typeof provided
export const providedKinds = ['products', 'orders', 'coupons'] as const satisfies readonly ProvidedKind[]

/** What holds the items; each of them is checked by itself. */
export const ProvidedPage = z.object({
  items: z.array(z.unknown()).max(maxProvided),
  next: Cursor.nullable().default(null),
})

const titles = {
  products: 'Products: by their ids, by words, or all',
  orders: 'Orders of one customer, the newest first',
  coupons: 'Coupons that agents may hand out',
} as const

const about = `A company that has a system of its own (a shop, an ERP, 柠檬爱美) shows its products, orders and coupons at the desk by
answering three requests. The company types the address of its system into the settings; Youwen adds /products, /orders or
/coupons and sends a POST with JSON. Answer within 2 seconds with status 200, JSON and at most 1 MB. 501 says that you have
nothing of this kind. Anything else is a failure: what was answered before is shown on, with its age, and after five
failures in a row nothing is asked for 30 seconds. A request may be repeated at any time.

Every request is signed. Youwen-Timestamp is the time in seconds since 1970, Youwen-Nonce a text that never comes twice, and
Youwen-Signature holds one signature for each key that is valid, as <key id>=<hex>, separated by commas. A signature is the
HMAC-SHA256, with the key's secret as it was shown (its UTF-8 bytes), of six lines joined by a line feed, none at the end:
youwen-v1, the method, the path with its query as requested, the timestamp, the nonce, and the SHA-256 of the body's bytes
in lower-case hex.

Check in this order: the timestamp is at most 300 seconds away from your clock; one signature of a key that you know is
right (compare in constant time); the nonce was not seen in the last 600 seconds. Else answer 401. To change the key
without a gap: add the second one in the settings (from then on requests carry both signatures), put it into your system,
remove the first one. packages/simulators/src/catalog.ts in the source is a whole example.`

export const catalogProvider = {
  name: 'catalog provider',
  about,
  requests: providedKinds.map((kind) => ({
    method: 'POST' as const,
    path: `/${kind}`,
    title: titles[kind],
    input: providerRequests[kind],
    output: z.object({ items: z.array(provided[kind]).max(maxProvided), next: Cursor.nullable().default(null) }),
  })),
}

/** Moments of a provider have any offset; ours are in UTC. */
export const inUtc = (moment: string): string => Moment.parse(new Date(moment).toISOString())
