import type { AgentCaller, VisitorCaller } from '../../platform/http/index.ts'
import type { FileRecord } from './store.ts'

/** Answered by who knows what else agents may read: which of these files stand in it. */
export type FilesSeenBy = (agent: AgentCaller, fileIds: readonly string[]) => Promise<ReadonlySet<string>>

/** Answered by who knows which conversations an agent may read. */
export type VisitorsSeenBy = (agent: AgentCaller, visitorIds: readonly string[]) => Promise<ReadonlySet<string>>
/** To which visitors reusable files were sent, by file. */
export type Recipients = ReadonlyMap<string, readonly string[]>

/**
 * Which of these files a caller may load: the one door to somebody else's file. A visitor loads what was said to or by
 * him; an agent what he uploaded himself, what every agent may send, what belongs to visitors whose conversations he may
 * read, and what colleagues put where he may read it.
 */
export async function loadable(
  files: readonly FileRecord[],
  caller: AgentCaller | VisitorCaller,
  recipients: Recipients,
  visitorsSeenBy: VisitorsSeenBy,
  filesSeenBy: FilesSeenBy,
): Promise<FileRecord[]> {
  const stored = files.filter(
    (file) => file.companyId === caller.companyId && file.status === 'stored' && !file.isWithdrawn,
  )
  const sent = stored.filter((file) => file.purpose === 'message')
  const visitorsOf = (file: FileRecord) => [
    ...(file.visitorId ? [file.visitorId] : []),
    ...(recipients.get(file.fileId) ?? []),
  ]
  if (caller.kind === 'visitor') return sent.filter((file) => visitorsOf(file).includes(caller.visitorId))
  const isHis = (file: FileRecord) =>
    file.uploadedByAgentId === caller.agentId || (file.purpose === 'message' && file.reusableBy === 'company')
  const visitorIds = sent.filter((file) => !isHis(file)).flatMap(visitorsOf)
  const seen = visitorIds.length > 0 ? await visitorsSeenBy(caller, [...new Set(visitorIds)]) : new Set()
  const known = stored.filter(
    (file) =>
      // A face has a public address of its own.
      file.purpose !== 'avatar' && (isHis(file) || visitorsOf(file).some((visitorId) => seen.has(visitorId))),
  )
  const others = sent.filter((file) => !known.includes(file) && file.uploadedByAgentId !== null)
  if (others.length === 0) return known
  const shared = await filesSeenBy(
    caller,
    others.map(({ fileId }) => fileId),
  )
  return [...known, ...others.filter(({ fileId }) => shared.has(fileId))]
}
