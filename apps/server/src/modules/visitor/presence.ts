import type { VisitorId } from '@youwen/contract'

interface Present {
  connections: number
  /** Set while nothing is open: when it runs out, the visitor has left. */
  grace: NodeJS.Timeout | undefined
}

/**
 * Who holds connections of this node. A visitor who goes from one page to the next is away for a moment only: he has
 * left when nothing was opened during the grace.
 */
export function createPresence({
  graceMs,
  onLeft,
}: {
  graceMs: number
  onLeft: (visitorId: VisitorId, since: Date) => void
}) {
  const present = new Map<VisitorId, Present>()

  function startGrace(visitorId: VisitorId, visitor: Present, at: Date) {
    visitor.grace = setTimeout(() => {
      present.delete(visitorId)
      onLeft(visitorId, at)
    }, graceMs)
  }

  return {
    enter(visitorId: VisitorId) {
      const visitor = present.get(visitorId) ?? { connections: 0, grace: undefined }
      clearTimeout(visitor.grace)
      visitor.grace = undefined
      visitor.connections++
      present.set(visitorId, visitor)
    },
    leave(visitorId: VisitorId, at: Date) {
      const visitor = present.get(visitorId)
      if (visitor && --visitor.connections === 0) startGrace(visitorId, visitor, at)
    },
    /** Without a connection, but not yet gone: the grace begins again. */
    linger(visitorId: VisitorId, at: Date) {
      if (present.has(visitorId)) return
      const visitor = { connections: 0, grace: undefined }
      present.set(visitorId, visitor)
      startGrace(visitorId, visitor, at)
    },
    isHere: (visitorId: VisitorId) => (present.get(visitorId)?.connections ?? 0) > 0,
    /** Ends every grace now, and answers who was here or in it. */
    clear(): VisitorId[] {
      for (const { grace } of present.values()) clearTimeout(grace)
      const visitors = [...present.keys()]
      present.clear()
      return visitors
    },
  }
}
