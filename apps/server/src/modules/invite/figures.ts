import type { InviteFigures, InviteResults } from '@youwen/contract'

/** Of all, or of those of one agent, with one text, or on one day. */
export interface InviteCount extends InviteFigures {
  readonly by: 'all' | 'agent' | 'text' | 'day'
  readonly of: string
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
export const figureNames = Object.keys(none) as (keyof InviteFigures)[]

const figuresOf = (count: InviteFigures): InviteFigures => {
  const figures = { ...none }
  for (const name of figureNames) figures[name] = count[name]
  return figures
}

function sumOf(all: readonly InviteFigures[]): InviteFigures {
  const sum = { ...none }
  for (const one of all) for (const name of figureNames) sum[name] += one[name]
  return sum
}

/** Who asked most comes first; of equals the one whose name does. */
const mostFirst = (a: InviteCount, b: InviteCount) => b.asked - a.asked || b.forced - a.forced || (a.of < b.of ? -1 : 1)

/** The figures by agent, by text and by day; texts that have no line of their own are summed up in the last one. */
export function resultsOf(
  counts: readonly InviteCount[],
  {
    days,
    nameOf,
    texts,
  }: { readonly days: readonly string[]; readonly nameOf: (agentId: string) => string; readonly texts: number },
): InviteResults {
  const by = (what: InviteCount['by']) => counts.filter((count) => count.by === what).sort(mostFirst)
  const [byText, byDay] = [by('text'), new Map(by('day').map((count) => [count.of, figuresOf(count)]))]
  const rest = byText.slice(texts)
  return {
    total: sumOf(by('all')),
    byAgent: by('agent').map((count) => ({ ...figuresOf(count), agentId: count.of, agentName: nameOf(count.of) })),
    byText: [
      ...byText.slice(0, texts).map((count) => ({ ...figuresOf(count), text: count.of })),
      ...(rest.length > 0 ? [{ ...sumOf(rest), text: null }] : []),
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
