/** A message that somebody tried to send. Labels are unique: a message stored twice under two ids shows by its label. */
export interface Attempt {
  readonly id: string
  readonly label: string
  readonly sender: string
}

export interface Position {
  readonly conversationId: string
  readonly seq: number
}

/** One message as it lies in the database, or as a reader sees it. */
export interface Seen extends Position {
  readonly id: string
  readonly label: string
  /** Said among agents: visitors are told the position, and shown nothing. */
  readonly isInternal?: boolean
}

/** What the clients of a run noted down. */
export interface Journal {
  /** In the order in which each sender made them. */
  readonly attempts: readonly Attempt[]
  /** Every acknowledgement that arrived, repeats included. */
  readonly acks: readonly (Position & { readonly id: string })[]
  /** What each reader shows in the end, conversation by conversation, in the order in which it is shown. */
  readonly views: readonly {
    readonly reader: string
    readonly isVisitor?: boolean
    readonly messages: readonly Seen[]
  }[]
  /** What each reader was told as news, in the order in which it was told. */
  readonly news: readonly { readonly reader: string; readonly messages: readonly (Position & { id: string })[] }[]
}

export interface Verdict {
  readonly attempted: number
  readonly acknowledged: number
  /** Acknowledged messages that everybody who reads their conversation shows. */
  readonly read: number
  /** Acknowledged messages that are not stored, or that a reader does not show; positions that nobody holds. */
  readonly lost: number
  /** Messages stored, shown or told twice; ids that were acknowledged for two positions. */
  readonly duplicated: number
  /** Messages that a reader shows elsewhere than they are stored, or that overtook an earlier one of their sender. */
  readonly reordered: number
  /** The first few of each kind, for who has to find out why. */
  readonly examples: readonly string[]
}

const maxExamples = 8

/** Compares what clients were promised and shown with what the database holds, which is the truth. */
export function check(journal: Journal, stored: readonly Seen[]): Verdict {
  const examples: string[] = []
  const found = (kind: string, what: string) => {
    if (examples.length < maxExamples) examples.push(`${kind}: ${what}`)
    return 1
  }
  const truth = Map.groupBy(stored, ({ conversationId }) => conversationId)
  const storedIds = new Set(stored.map(({ id }) => id))
  const acked = firstBy(journal.acks, ({ id }) => id)

  let lost = 0
  let duplicated = 0
  let reordered = 0

  for (const [conversationId, messages] of truth) {
    messages.sort((a, b) => a.seq - b.seq)
    messages.forEach(({ seq }, i) => {
      if (seq !== (messages[i - 1]?.seq ?? 0) + 1) lost += found('hole', `${conversationId} before position ${seq}`)
    })
  }
  for (const label of twice(stored.map(({ label }) => label))) duplicated += found('stored twice', label)
  for (const ack of journal.acks) {
    const first = acked.get(ack.id)
    if (first && (first.seq !== ack.seq || first.conversationId !== ack.conversationId)) {
      duplicated += found('acknowledged for two positions', ack.id)
    }
  }
  const missing = new Set<string>()
  for (const id of acked.keys()) {
    if (storedIds.has(id)) continue
    missing.add(id)
    lost += found('acknowledged and not stored', id)
  }

  reordered += overtaken(journal.attempts, stored).map((label) => found('overtaken', label)).length

  for (const { reader, isVisitor, messages } of journal.views) {
    for (const id of twice(messages.map(({ id }) => id))) duplicated += found('shown twice', `${reader}: ${id}`)
    for (const [conversationId, shown] of Map.groupBy(messages, (message) => message.conversationId)) {
      const ids = new Set(shown.map(({ id }) => id))
      const first = Math.min(...shown.map(({ seq }) => seq))
      const expected = (truth.get(conversationId) ?? []).filter(
        ({ seq, isInternal }) => seq >= first && !(isVisitor && isInternal),
      )
      for (const { id, seq } of expected) {
        if (ids.has(id) || missing.has(id)) continue
        missing.add(id)
        lost += found('not shown', `${reader}: ${conversationId} position ${seq}`)
      }
      const inOrder = expected.filter(({ id }) => ids.has(id))
      const known = shown.filter(({ id }) => storedIds.has(id))
      known.forEach(({ id }, i) => {
        if (inOrder[i] && inOrder[i].id !== id) reordered += found('shown elsewhere', `${reader}: ${id}`)
      })
    }
  }
  for (const { reader, messages } of journal.news) {
    for (const id of twice(messages.map(({ id }) => id))) duplicated += found('told twice', `${reader}: ${id}`)
    const last = new Map<string, number>()
    for (const { conversationId, seq } of messages) {
      if (seq < (last.get(conversationId) ?? 0)) reordered += found('told late', `${reader}: position ${seq}`)
      last.set(conversationId, seq)
    }
  }

  return {
    attempted: journal.attempts.length,
    acknowledged: acked.size,
    read: [...acked.keys()].filter((id) => !missing.has(id)).length,
    lost,
    duplicated,
    reordered,
    examples,
  }
}

/** What stands behind a message that its sender made later, in the same conversation. */
function overtaken(attempts: readonly Attempt[], stored: readonly Seen[]): string[] {
  const byId = new Map(stored.map((message) => [message.id, message]))
  const result: string[] = []
  const last = new Map<string, number>()
  for (const { id, label, sender } of attempts) {
    const message = byId.get(id)
    if (!message) continue
    const stream = `${sender} ${message.conversationId}`
    if (message.seq < (last.get(stream) ?? 0)) result.push(label)
    last.set(stream, Math.max(message.seq, last.get(stream) ?? 0))
  }
  return result
}

function firstBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const first = new Map<string, T>()
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item)
  return first
}

function twice(keys: readonly string[]): string[] {
  const seen = new Set<string>()
  return keys.filter((key) => seen.size === seen.add(key).size)
}
