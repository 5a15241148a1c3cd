import type { Colleague, Conversation, ConversationMark } from '@youwen/contract'

export interface Arranged {
  /** In the queue, or mine and unanswered: who waits longest comes first. */
  readonly waiting: readonly Conversation[]
  /** Mine and answered: what is pinned, then the latest word first. */
  readonly mine: readonly Conversation[]
  /** Held by the robot, for me or for nobody yet: the latest word first. */
  readonly robot: readonly Conversation[]
}
type Marks = ReadonlyMap<string, ConversationMark>
const noMarks: Marks = new Map()

/** Since when somebody should have answered; null when nobody has to. */
export const waitsSince = (conversation: Conversation): string | null =>
  conversation.waitingSince ?? (conversation.status === 'queued' ? conversation.startedAt : null)

/** Where the robot answers somebody who waits for a person, he still waits for a person. */
const isWithRobot = ({ isInCustody, status }: Conversation) => isInCustody && status !== 'queued'

/**
 * What the visitor said and I have not read; what happened to the conversation, and what others answered, is no news of his.
 * What the robot holds alone is nobody's to read yet.
 */
export const unreadOf = (conversation: Conversation): number =>
  conversation.agentId === null && isWithRobot(conversation) ? 0 : conversation.unreadSeqs.length

const lastAt = (conversation: Conversation) => conversation.lastMessage?.at ?? conversation.startedAt
// ISO moments in UTC sort as text. Ids break ties, so that rows never swap places by themselves.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const byLastWord = (a: Conversation, b: Conversation) =>
  compare(lastAt(b), lastAt(a)) || compare(a.conversationId, b.conversationId)

export function arrange(inbox: Iterable<Conversation>, marks: Marks = noMarks): Arranged {
  const waiting: Conversation[] = []
  const mine: Conversation[] = []
  const robot: Conversation[] = []
  for (const conversation of inbox) {
    if (conversation.status === 'closed') continue
    if (isWithRobot(conversation)) robot.push(conversation)
    else if (waitsSince(conversation) === null) mine.push(conversation)
    else waiting.push(conversation)
  }
  waiting.sort(
    (a, b) => compare(waitsSince(a) ?? '', waitsSince(b) ?? '') || compare(a.conversationId, b.conversationId),
  )
  const isPinned = ({ conversationId }: Conversation) => (marks.get(conversationId)?.isPinned ? 1 : 0)
  mine.sort((a, b) => isPinned(b) - isPinned(a) || byLastWord(a, b))
  return { waiting, mine, robot: robot.sort(byLastWord) }
}

/** What the server hands out page by page; undefined rows: not asked for yet. */
export interface Remote {
  readonly rows: readonly Conversation[]
  readonly state: 'loading' | 'failed' | 'more' | 'whole'
}
export interface Watched {
  readonly colleague: Colleague
  /** Undefined until the server has answered. */
  readonly rows: readonly Conversation[] | undefined
}

/** `agent` is followed by whose group it is: two of them are two groups. */
export type GroupKey = 'waiting' | 'mine' | 'robot' | 'team' | 'recent' | 'all' | `agent ${string}`
export const agentKey = (agentId: string): GroupKey => `agent ${agentId}`

export type ListItem =
  | {
      readonly type: 'group'
      readonly group: GroupKey
      readonly count: number | null
      readonly unread: number
      readonly colleague?: Colleague
    }
  | { readonly type: 'row'; readonly group: GroupKey; readonly conversation: Conversation }
  | { readonly type: 'hint' | 'loading' | 'failed' | 'more' | 'words'; readonly group: GroupKey }

export interface Groups extends Arranged {
  /** Agents whom I watch over; none for who sees only his own. */
  readonly team: readonly Watched[]
  readonly recent: Remote
  /** Only while there is a filter. */
  readonly all?: Remote
  readonly isFolded: (group: GroupKey) => boolean
}

/** The list as it is drawn, line by line. */
export function linesOf({ waiting, mine, robot, team, recent, all, isFolded }: Groups): ListItem[] {
  const lines: ListItem[] = []
  const rowsOf = (group: GroupKey, rows: readonly Conversation[]) => {
    for (const conversation of rows) lines.push({ type: 'row', group, conversation })
  }
  const remote = (group: 'recent' | 'all', { rows, state }: Remote) => {
    rowsOf(group, rows)
    if (state !== 'whole') lines.push({ type: state, group })
    else if (rows.length === 0) lines.push({ type: 'hint', group })
  }

  for (const [group, rows] of [
    ['waiting', waiting],
    ['mine', mine],
    // A company without a robot has no such group.
    ...(robot.length > 0 ? ([['robot', robot]] as const) : []),
  ] as const) {
    lines.push({ type: 'group', group, count: rows.length, unread: rows.reduce((sum, one) => sum + unreadOf(one), 0) })
    if (isFolded(group)) continue
    if (rows.length === 0) lines.push({ type: 'hint', group })
    rowsOf(group, rows)
  }
  if (team.length > 0) {
    const load = team.reduce((sum, { colleague }) => sum + colleague.load, 0)
    lines.push({ type: 'group', group: 'team', count: load, unread: 0 })
    if (!isFolded('team')) for (const watched of team) agentLines(watched)
  }
  lines.push({ type: 'group', group: 'recent', count: null, unread: 0 })
  if (!isFolded('recent')) {
    lines.push({ type: 'words', group: 'recent' })
    remote('recent', recent)
  }
  if (all) {
    lines.push({ type: 'group', group: 'all', count: null, unread: 0 })
    if (!isFolded('all')) remote('all', all)
  }
  return lines

  function agentLines({ colleague, rows }: Watched) {
    const group = agentKey(colleague.agentId)
    lines.push({ type: 'group', group, count: rows?.length ?? colleague.load, unread: 0, colleague })
    if (isFolded(group)) return
    if (rows === undefined) lines.push({ type: 'loading', group })
    else if (rows.length === 0) lines.push({ type: 'hint', group })
    else rowsOf(group, rows.toSorted(byLastWord))
  }
}

/** Whoever is there stands first, then whoever has most to do. */
export const orderOfTeam = (colleagues: readonly Colleague[]): Colleague[] =>
  colleagues
    .filter(({ state, load }) => state !== 'offline' || load > 0)
    .sort(
      (a, b) =>
        Number(a.state === 'offline') - Number(b.state === 'offline') ||
        b.load - a.load ||
        a.name.localeCompare(b.name) ||
        compare(a.agentId, b.agentId),
    )

/** The neighbour of a conversation in the order of the screen; the first one when none is chosen. */
export function neighbourOf(arranged: Arranged, chosenId: string | undefined, step: 1 | -1): string | undefined {
  const ids = [...arranged.waiting, ...arranged.mine, ...arranged.robot].map(
    (conversation) => conversation.conversationId,
  )
  const at = chosenId === undefined ? -1 : ids.indexOf(chosenId)
  if (at === -1) return step === 1 ? ids[0] : ids.at(-1)
  return ids[at + step]
}
