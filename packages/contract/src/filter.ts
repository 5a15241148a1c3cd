import { z } from 'zod'
import { Id, line, Moment } from './ids.ts'
import { qualities } from './quality-of.ts'
import { route } from './route.ts'
import { SourceKind } from './visitor.ts'

/** Bounds of what may be asked in one filter: more than anybody puts together, and less than hurts. */
export const filterDepth = 4
export const maxConditions = 40

const storable = (text: string) => !text.includes('\0') && !/\p{Surrogate}/u.test(text)
const Word = z.string().trim().min(1).max(60).refine(storable)
const oneOf = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(50)

/** An empty `province` or `city` means all of the country or province. */
export const FilterRegion = z.object({
  country: z.string().max(40).refine(storable),
  province: z.string().max(40).refine(storable),
  city: z.string().max(40).refine(storable),
})
export type FilterRegion = z.infer<typeof FilterRegion>

/** One question about a conversation, a visit …: what is filtered says which fields it knows. */
export const Condition = z.discriminatedUnion('field', [
  z.object({ field: z.literal('channel'), is: oneOf(Word) }),
  z.object({ field: z.literal('site'), is: oneOf(Id) }),
  z.object({ field: z.literal('style'), is: oneOf(Id) }),
  z.object({ field: z.literal('agent'), is: oneOf(Id) }),
  z.object({ field: z.literal('status'), is: oneOf(z.enum(['queued', 'open', 'closed'])) }),
  z.object({ field: z.literal('terminal'), is: oneOf(z.enum(['desktop', 'mobile', 'tablet'])) }),
  z.object({ field: z.literal('source'), is: oneOf(SourceKind) }),
  z.object({ field: z.literal('searchEngine'), is: oneOf(Word) }),
  z.object({ field: z.literal('quality'), is: oneOf(z.enum(qualities)) }),
  z.object({ field: z.literal('region'), is: oneOf(FilterRegion) }),
  z.object({ field: z.literal('class'), is: oneOf(Id).describe('These, and whatever stands below them.') }),
  z.object({ field: z.literal('classified'), is: z.boolean() }),
  z.object({ field: z.literal('card'), is: z.boolean() }),
  z.object({ field: z.literal('phone'), is: z.boolean() }),
  z.object({ field: z.literal('sensitive'), is: z.boolean() }),
  z.object({ field: z.literal('keyword'), contains: Word }),
  z
    .object({
      field: z.literal('messages'),
      min: z.int().min(0).max(1_000_000).optional(),
      max: z.int().min(0).max(1_000_000).optional(),
    })
    .refine(({ min, max }) => min !== undefined || max !== undefined),
  z
    .object({
      field: z.literal('startedAt'),
      lastDays: z
        .int()
        .min(1)
        .max(400)
        .optional()
        .describe('Today and the days before it, in the company’s time zone.'),
      from: Moment.optional(),
      until: Moment.optional().describe('Exclusive.'),
    })
    .refine(({ lastDays, from, until }) => lastDays !== undefined || from !== undefined || until !== undefined),
])
export type Condition = z.infer<typeof Condition>
export type FilterField = Condition['field']

/** `and`: all of them, `or`: any of them, `not`: none of them. */
// Not an interface: those are not taken for JSON by the types of the client.
export type FilterGroup = {
  readonly op: 'and' | 'or' | 'not'
  readonly of: Filter[]
}
export type Filter = Condition | FilterGroup

/** Built to its depth instead of calling itself, so that no input can send the parser deeper. */
function filterOf(depth: number): z.ZodType<Filter, Filter> {
  if (depth === 0) return Condition
  return z.union([
    Condition,
    z.object({
      op: z.enum(['and', 'or', 'not']),
      of: z
        .array(filterOf(depth - 1))
        .min(1)
        .max(maxConditions),
    }),
  ])
}

const conditionsIn = (filter: Filter): number =>
  'op' in filter ? filter.of.reduce((sum, one) => sum + conditionsIn(one), 0) : 1

export const Filter: z.ZodType<Filter, Filter> = filterOf(filterDepth).refine(
  (filter) => conditionsIn(filter) <= maxConditions,
  `At most ${maxConditions} conditions.`,
)

/** What is filtered: each place keeps saved filters of its own. */
export const FilterPlace = z.enum(['conversation', 'visitor', 'report'])
export type FilterPlace = z.infer<typeof FilterPlace>

export const SaveFilter = z.object({ place: FilterPlace, name: line(40).min(1), filter: Filter })
export type SaveFilter = z.infer<typeof SaveFilter>
export const SavedFilter = z.object({
  filterId: Id,
  place: FilterPlace,
  name: z.string(),
  filter: Filter,
  agentId: Id.describe('Whose it is.'),
  isShared: z.boolean().describe('Whether the whole company is offered it.'),
})
export type SavedFilter = z.infer<typeof SavedFilter>

const tag = 'filter'
/** Saved filters of one's own are a convenience; what the whole company is offered is recorded. */
const own = { access: 'signed-in', audit: null, tag } as const
const FilterRef = z.object({ filterId: Id })

export const filter = {
  saved: route('GET', '/filters', { ...own, title: 'My saved filters of a place, and those that are shared' })
    .input(z.object({ place: FilterPlace }))
    .output(z.array(SavedFilter)),
  add: route('POST', '/filters', { ...own, title: 'Save a filter under a name; one of mine that has it is replaced' })
    .input(SaveFilter)
    .output(SavedFilter),
  save: route('PUT', '/filters/{filterId}', { ...own, title: 'Change a saved filter of my own' })
    .input(SaveFilter.omit({ place: true }).extend({ filterId: Id }))
    .output(SavedFilter),
  remove: route('DELETE', '/filters/{filterId}', { ...own, title: 'Remove a saved filter of my own' }).input(FilterRef),
  share: route('PUT', '/filters/{filterId}/shared', {
    access: 'filter.share',
    audit: 'filter.shared',
    title: 'Offer a saved filter to the whole company, or no more',
    tag,
  })
    .input(FilterRef.extend({ isShared: z.boolean() }))
    .output(SavedFilter),
}
