import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { AgentClient } from '@youwen/sdk/agent'
import { useEffect, useRef } from 'react'
import { onUnauthenticated } from '../platform/api.ts'
import type { EndReason } from './end-reason.ts'

/** A refused request may overtake what the line is told at the same moment, which says why. */
const lineSpeaksWithinMs = 1_000

/**
 * Back to the login when the session is over, however that is noticed. It is noticed several times: by the line, and by
 * every request that was on its way. Only the first leaves, so that the reason stays the one that was given.
 */
export function useLeaving(client: AgentClient): (why: EndReason) => void {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const hasLeft = useRef(false)

  function leave(why: EndReason, said?: string) {
    if (hasLeft.current) return
    hasLeft.current = true
    client.close()
    const here = location.pathname + location.search
    void navigate({
      to: '/login',
      search: { why, ...(said ? { said } : {}), ...(why === 'logged_out' ? {} : { next: here }) },
      // Not earlier: the screen that is still there would ask for all of it again.
    }).finally(() => cache.clear())
  }

  useEffect(() =>
    onUnauthenticated(() => {
      if (client.state.connection.status === 'open') setTimeout(() => leave('expired'), lineSpeaksWithinMs)
      else leave('expired')
    }),
  )
  useEffect(() =>
    client.subscribe(() => {
      const { connection } = client.state
      if (connection.status !== 'stopped') return
      if (connection.cause === 'authenticate') leave('ended', connection.reason)
      if (connection.cause === 'refused') leave('refused', connection.reason)
      if (connection.cause === 'outdated') location.reload()
    }),
  )
  return leave
}
