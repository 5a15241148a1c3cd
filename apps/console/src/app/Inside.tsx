import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { TicketNews } from '../features/ticket/TicketNews.tsx'
import { api, onUnauthenticated, queries } from '../platform/api.ts'
import { LiveProvider } from '../platform/live.ts'
import { MeProvider } from '../platform/me.ts'
import { Alerts } from './Alerts.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import type { EndReason } from './end-reason.ts'
import styles from './Inside.module.css'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { useAgentClient } from './use-agent-client.ts'

/** What everybody who is logged in stands in: who he is, the line to the server, the rail. */
export function Inside() {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const me = useQuery(queries.security.me.queryOptions({ staleTime: 60_000 })).data
  const client = useAgentClient()

  function leave(why: EndReason, said?: string) {
    client.close()
    cache.clear()
    const here = location.pathname + location.search
    void navigate({
      to: '/login',
      search: { why, ...(said ? { said } : {}), ...(why === 'logged_out' ? {} : { next: here }) },
    })
  }

  useEffect(() => onUnauthenticated(() => leave('expired')))
  useEffect(() =>
    client.subscribe(() => {
      const { connection } = client.state
      if (connection.status !== 'stopped') return
      if (connection.cause === 'authenticate') leave('ended', connection.reason)
      if (connection.cause === 'refused') leave('refused', connection.reason)
      if (connection.cause === 'outdated') location.reload()
    }),
  )

  async function logOut() {
    // Even if the server cannot be told: here it is over.
    await api.security.logout().catch(() => undefined)
    leave('logged_out')
  }

  const mayTicket = me?.permissions.includes('ticket.handle') ?? false

  if (!me) return null
  return (
    <MeProvider value={me}>
      <LiveProvider value={client}>
        <div className={styles.inside}>
          <Rail onLogOut={() => void logOut()} />
          <div className={styles.main}>
            <ConnectionBanner />
            <div className={styles.screen}>
              <Outlet />
            </div>
          </div>
        </div>
        <Alerts />
        {mayTicket && (
          <TicketNews onOpen={(ticketId) => void navigate({ to: '/tickets/{-$ticketId}', params: { ticketId } })} />
        )}
        <Palette onLogOut={() => void logOut()} />
        <Shortcuts />
      </LiveProvider>
    </MeProvider>
  )
}
