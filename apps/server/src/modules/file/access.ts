import type { AgentCaller, VisitorCaller } from '../../platform/http/index.ts'
import type { FileRecord } from './store.ts'

/** Answered by who knows what else agents may read: which of these files stand in it. */
export type FilesSeenBy = (agent: AgentCaller, fileIds: readonly string[]) => Promise<ReadonlySet<string>>

/** Answered by who knows which conversations an agent may read. */
export type VisitorsSeenBy = (agent: AgentCaller, visitorIds: readonly string[]) => Promise<ReadonlySet<string>>

/**
 * Which of these files a caller may load: the one door to somebody else's file. A visitor loads what was said to or by
 * him; an agent what he uploaded himself, what belongs to visitors whose conversations he may read, and what colleagues
 * put where he may read it.
 */
export async function loadable(
  files: readonly FileRecord[],
  caller: AgentCaller | VisitorCaller,
  visitorsSeenBy: VisitorsSeenBy,
  filesSeenBy: FilesSeenBy,
): Promise<FileRecord[]> {
  const sent = files.filter(
    (file) =>
      file.companyId === caller.companyId &&
      file.status === 'stored' &&
      file.purpose === 'message' &&
      !file.isWithdrawn,
  )
  if (caller.kind === 'visitor') return sent.filter((file) => file.visitorId === caller.visitorId)
  const isOwn = (file: FileRecord) => file.uploadedByAgentId === caller.agentId
  const visitorIds = sent.flatMap((file) => (file.visitorId && !isOwn(file) ? [file.visitorId] : []))
  const seen = visitorIds.length > 0 ? await visitorsSeenBy(caller, [...new Set(visitorIds)]) : new Set()
  const known = sent.filter((file) => isOwn(file) || (file.visitorId !== null && seen.has(file.visitorId)))
  const others = sent.filter((file) => !known.includes(file) && file.uploadedByAgentId !== null)
  if (others.length === 0) return known
  const shared = await filesSeenBy(
    caller,
    others.map(({ fileId }) => fileId),
  )
  return [...known, ...others.filter(({ fileId }) => shared.has(fileId))]
}
