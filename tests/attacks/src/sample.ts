import * as z from 'zod'

/** What a name in an input means: whose id stands there. */
export const idKinds = {
  siteId: 'site',
  siteIds: 'site',
  styleId: 'style',
  agentId: 'agent',
  leaderId: 'agent',
  memberIds: 'agent',
  groupId: 'group',
  groupIds: 'group',
  parentId: 'parentGroup',
  roleId: 'role',
  roleIds: 'role',
  sessionId: 'session',
  visitorId: 'visitor',
  otherVisitorId: 'visitor',
  visitId: 'visit',
  conversationId: 'conversation',
  lastConversationId: 'conversation',
  fileId: 'file',
  fileIds: 'file',
  avatarFileId: 'avatar',
  fieldId: 'cardField',
  fieldIds: 'cardField',
  take: 'cardField',
  mergeId: 'cardMerge',
  assigneeId: 'agent',
  watcherIds: 'agent',
  siteIdsWithoutInvitation: 'site',
  ticketId: 'ticket',
  ticketTypeId: 'ticketType',
  imageFileId: 'file',
  messageId: 'message',
  quote: 'message',
  mentions: 'agent',
  agentIds: 'agent',
  classId: 'class',
  parentClassId: 'parentClass',
  classIds: 'class',
  filterId: 'filter',
  phraseId: 'phrase',
  beforeId: 'phrase',
  folderId: 'phraseFolder',
  entryId: 'robotEntry',
  topicId: 'robotTopic',
  questionId: 'robotQuestion',
  sheetFileId: 'sheet',
  inviteId: 'invite',
  blockId: 'block',
  wordIds: 'sensitiveWord',
  transferId: 'transfer',
  noticeId: 'announcement',
  noticeIds: 'announcement',
  webpushSubscriptionId: 'webpushSubscription',
  keyId: 'catalogKey',
  customerFieldId: 'cardField',
  templateId: 'appointmentTemplate',
  templateIds: 'appointmentTemplate',
  appointmentId: 'appointment',
} as const
export type IdKind = (typeof idKinds)[keyof typeof idKinds]
export type Ids = Readonly<Record<IdKind | OwnKind, string>>

/** Kinds that have no field of their own: what stands in `phraseId` depends on the tree that a route is about. */
const ownKinds = ['ownPhrase', 'ownPhraseFolder', 'phraseFile'] as const
type OwnKind = (typeof ownKinds)[number]

export const idKindNames: readonly (keyof Ids)[] = [...new Set(Object.values(idKinds)), ...ownKinds]

/** The ids as they are meant by one route. */
export function idsFor({ name }: { readonly name: string }, ids: Ids): Ids {
  // Whoever makes a template makes the ids of its fields.
  if (name.startsWith('appointment.')) return { ...ids, cardField: crypto.randomUUID() }
  if (name.startsWith('robot.')) return { ...ids, file: ids.phraseFile, phrase: ids.robotEntry }
  if (!name.startsWith('phrase.')) return ids
  const mine = { ...ids, file: ids.phraseFile }
  return name.endsWith('Own') ? { ...mine, phrase: ids.ownPhrase, phraseFolder: ids.ownPhraseFolder } : mine
}

/** Texts with a form of their own, by the name of their field. Everything else follows from the schema alone. */
const formed: Record<string, (ids: Ids) => unknown> = {
  account: () => `probe.${Math.random().toString(36).slice(2, 10)}`,
  accent: () => '#3366ff',
  colour: () => '#3366ff',
  filter: (ids) => ({
    op: 'or',
    of: [
      { field: 'site', is: [ids.site] },
      { op: 'not', of: [{ field: 'agent', is: [ids.agent] }] },
      { field: 'class', is: [ids.class] },
      { field: 'keyword', contains: 'probe' },
    ],
  }),
  // Of a phrase: belongs to one of them, and need not be there.
  code: () => '',
  // No two folders in one place have the same.
  title: () => `probe.${Math.random().toString(36).slice(2, 10)}`,
  address: () => '198.51.100.7',
  allowedDomains: () => ['shop.example'],
  before: (ids) => `${ids.conversation}:5`,
  url: () => 'https://shop.example/sofa',
  endpoint: () => `https://push.example/${Math.random().toString(36).slice(2)}`,
  p256dh: () => 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: () => 'BTBZMqHH6r4Tts7J_aSIgg',
  // It begins at once, and has no end.
  startsAt: () => '2026-01-01T00:00:00.000Z',
  endsAt: () => '2099-01-01T00:00:00.000Z',
  providerUrl: () => 'https://shop.example/youwen',
  phone: () => '13800138000',
  // Of an address: where a product's number stands in it.
  pattern: () => '/sofas/{id}',
  productId: () => 'P1',
  // Of a card: nobody has this one.
  token: () => 'A'.repeat(22),
  timeZone: () => 'Asia/Shanghai',
  next: () => 'correct horse battery',
  site: () => 'nobody.aaaaaaaaaaaa',
  // What a card held before it is changed: nothing.
  was: () => null,
  // Where a list goes on; the first page needs none.
  cursor: () => undefined,
}

interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly default?: unknown
}

/**
 * Valid inputs made from the schema: every field is filled in, and each alternative of a union has an input of its own.
 * Throws at a field that it does not understand, so that nothing new goes untested unnoticed.
 */
export function samplesOf(schema: z.ZodType, ids: Ids): unknown[] {
  return variants(z.toJSONSchema(schema, { io: 'output' }) as JsonSchema, '', ids)
}

function variants(schema: JsonSchema, name: string, ids: Ids): unknown[] {
  if ('const' in schema) return [schema.const]
  const alternatives = schema.anyOf ?? schema.oneOf
  // What means one thing in many forms has one form here.
  if (alternatives && name === 'filter') return [formed[name]?.(ids)]
  if (alternatives) {
    const meant = alternatives.filter(({ type, const: value }) => type !== 'null' && value !== '')
    return meant.flatMap((one) => variants(one, name, ids))
  }
  const form = formed[name]
  const isOther =
    (name === 'before' && schema.type === 'integer') ||
    (name === 'title' && schema.type === 'object') ||
    (name === 'phone' && schema.type === 'boolean')
  if (form && !schema.enum && !isOther) return [form(ids)]
  if (schema.enum) return [schema.enum[0]]
  switch (schema.type) {
    case 'object':
      return objectVariants(schema.properties ?? {}, ids)
    case 'array':
      return schema.items
        ? variants(schema.items, name, ids).map((item) => Array.from({ length: schema.minItems || 1 }, () => item))
        : [[]]
    case 'integer':
    case 'number':
      return [Math.max(schema.minimum ?? 1, 1)]
    case 'boolean':
      return [schema.default ?? true]
    case 'string':
      return [stringOf(schema, name, ids)]
    default:
      throw new Error(`There is no sample for the field "${name}": ${JSON.stringify(schema)}`)
  }
}

/** The first variant of every field, and then one object for each further variant of each field. */
function objectVariants(properties: Readonly<Record<string, JsonSchema>>, ids: Ids): unknown[] {
  const fields = Object.entries(properties).map(([name, schema]) => [name, variants(schema, name, ids)] as const)
  const given = fields.filter(([, [value]]) => value !== undefined)
  const first = Object.fromEntries(given.map(([name, values]) => [name, values[0]]))
  const further = given.flatMap(([name, values]) => values.slice(1).map((value) => ({ ...first, [name]: value })))
  return [first, ...further]
}

function stringOf({ format, pattern, minLength = 1 }: JsonSchema, name: string, ids: Ids): string {
  if (format === 'uuid') {
    const kind = idKinds[name as keyof typeof idKinds]
    if (kind) return ids[kind]
    // The id of a new message, which its sender makes.
    if (name === 'id') return newMessageId()
    throw new Error(`Whose id is "${name}"? Add it to idKinds.`)
  }
  if (format === 'date-time') return new Date().toISOString()
  if (format === 'date') return new Date().toISOString().slice(0, 10)
  if (format === 'email') return 'probe@example.com'
  if (pattern) throw new Error(`What form has "${name}"? Add it to the formed texts.`)
  return 'probe'.padEnd(minLength, 'x')
}

export function newMessageId(): string {
  const random = crypto.randomUUID()
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}

/** Ids of everything that nobody has. */
export const missingIds = (): Ids => ({
  ...(Object.fromEntries(idKindNames.map((kind) => [kind, crypto.randomUUID()])) as Ids),
  message: newMessageId(),
})

export interface IdPlace {
  readonly kind: keyof Ids
  readonly path: string
  /** The same input with another id there. */
  with(id: string): unknown
}

/** Every place in an input where one of these ids stands, also within a longer text. */
export function idPlaces(input: unknown, ids: Ids): IdPlace[] {
  const json = JSON.stringify(input) ?? ''
  return idKindNames.flatMap((kind) => {
    const id = ids[kind]
    const places: IdPlace[] = []
    for (let at = json.indexOf(id); at !== -1; at = json.indexOf(id, at + 1)) {
      places.push({
        kind,
        path: /"([^"]+)":[^:]*$/.exec(json.slice(0, at))?.[1] ?? '',
        with: (other) => JSON.parse(json.slice(0, at) + other + json.slice(at + id.length)),
      })
    }
    return places
  })
}
