import type { AgentCaller, VisitorCaller } from '../../platform/http/index.ts'
import type { FileRecord } from './store.ts'

/** Answered by who knows which conversations an agent may read. */
export type VisitorsSeenBy = (agent: AgentCaller, visitorIds: readonly string[]) => Promise<ReadonlySet<string>>

/**
 * Which of these files a caller may load: the one door to somebody else's file. A visitor loads what was said to or by
 * him; an agent what he uploaded himself and what belongs to visitors whose conversations he may read.
 */
export async function loadable(
  files: readonly FileRecord[],
  caller: AgentCaller | VisitorCaller,
  visitorsSeenBy: VisitorsSeenBy,
): Promise<FileRecord[]> {
  const sent = files.filter(
    (file) => file.companyId === caller.companyId && file.status === 'stored' && file.purpose === 'message',
  )
  if (caller.kind === 'visitor') return sent.filter((file) => file.visitorId === caller.visitorId)
  const isOwn = (file: FileRecord) => file.uploadedByAgentId === caller.agentId
  const visitorIds = sent.flatMap((file) => (file.visitorId && !isOwn(file) ? [file.visitorId] : []))
  const seen = visitorIds.length > 0 ? await visitorsSeenBy(caller, [...new Set(visitorIds)]) : new Set()
  return sent.filter((file) => isOwn(file) || (file.visitorId !== null && seen.has(file.visitorId)))
}
