import type { InviteFigures, InviteResults } from '@youwen/contract'
import type { Quality } from '@youwen/contract/quality-of'

/** What was sent by one agent, with one text, on one day. */
export interface InviteCell extends Omit<InviteFigures, 'conversations' | 'valid' | 'phones'> {
  readonly agentId: string
  readonly text: string
  readonly day: string
  readonly conversationIds: readonly string[]
}
/** How good a conversation turned out. */
export interface Judged {
  readonly quality: Quality
  readonly hasPhone: boolean
}

const none: InviteFigures = {
  asked: 0,
  seen: 0,
  accepted: 0,
  refused: 0,
  ignored: 0,
  forced: 0,
  opened: 0,
  conversations: 0,
  valid: 0,
  phones: 0,
}
const names = Object.keys(none) as (keyof InviteFigures)[]

const sumOf = (all: readonly InviteFigures[]): InviteFigures =>
  all.reduce(
    (sum, one) => Object.fromEntries(names.map((name) => [name, sum[name] + one[name]])) as InviteFigures,
    none,
  )

function figuresOf(cell: InviteCell, judged: ReadonlyMap<string, Judged>): InviteFigures {
  const { asked, seen, accepted, refused, ignored, forced, opened, conversationIds } = cell
  const came = conversationIds.flatMap((id) => judged.get(id) ?? [])
  return {
    asked,
    seen,
    accepted,
    refused,
    ignored,
    forced,
    opened,
    conversations: conversationIds.length,
    valid: came.filter(({ quality }) => quality !== 'invalid').length,
    phones: came.filter(({ hasPhone }) => hasPhone).length,
  }
}

/** The same figures by agent, by text and by day; texts that have no line of their own are summed up in the last one. */
export function resultsOf(
  cells: readonly InviteCell[],
  judged: ReadonlyMap<string, Judged>,
  {
    days,
    nameOf,
    texts,
  }: { readonly days: readonly string[]; readonly nameOf: (agentId: string) => string; readonly texts: number },
): InviteResults {
  const counted = cells.map((cell) => ({ ...cell, figures: figuresOf(cell, judged) }))
  const by = (key: (cell: InviteCell) => string) =>
    [...Map.groupBy(counted, key)]
      .map(([of, parts]) => ({ of, figures: sumOf(parts.map(({ figures }) => figures)) }))
      .sort(
        (a, b) => b.figures.asked - a.figures.asked || b.figures.forced - a.figures.forced || (a.of < b.of ? -1 : 1),
      )
  const byText = by(({ text }) => text)
  const rest = byText.slice(texts)
  const byDay = new Map(by(({ day }) => day).map(({ of, figures }) => [of, figures]))
  return {
    total: sumOf(counted.map(({ figures }) => figures)),
    byAgent: by(({ agentId }) => agentId).map(({ of, figures }) => ({
      ...figures,
      agentId: of,
      agentName: nameOf(of),
    })),
    byText: [
      ...byText.slice(0, texts).map(({ of, figures }) => ({ ...figures, text: of })),
      ...(rest.length > 0 ? [{ ...sumOf(rest.map(({ figures }) => figures)), text: null }] : []),
    ],
    byDay: days.map((day) => ({ ...none, ...byDay.get(day), day })),
  }
}

/** Every day from the first to the last. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}
