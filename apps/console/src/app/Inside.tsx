import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { OfferCards } from '../features/conversation/offer/OfferCards.tsx'
import { TicketNews } from '../features/ticket/TicketNews.tsx'
import { api, queries } from '../platform/api.ts'
import { LiveProvider } from '../platform/live.ts'
import { MeProvider } from '../platform/me.ts'
import { Alerts } from './Alerts.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import styles from './Inside.module.css'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { useAgentClient } from './use-agent-client.ts'
import { useLeaving } from './use-leaving.ts'

/** What everybody who is logged in stands in: who he is, the line to the server, the rail. */
export function Inside() {
  const navigate = useNavigate()
  const me = useQuery(queries.security.me.queryOptions({ staleTime: 60_000 })).data
  const client = useAgentClient()
  const leave = useLeaving(client)

  async function logOut() {
    // Even if the server cannot be told: here it is over.
    await api.security.logout().catch(() => undefined)
    leave('logged_out')
  }

  const mayServe = me?.permissions.includes('conversation.serve') ?? false
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
        {mayServe && (
          <OfferCards
            onOpen={(conversationId) => void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } })}
          />
        )}
        {mayTicket && (
          <TicketNews onOpen={(ticketId) => void navigate({ to: '/tickets/{-$ticketId}', params: { ticketId } })} />
        )}
        <Palette onLogOut={() => void logOut()} />
        <Shortcuts />
      </LiveProvider>
    </MeProvider>
  )
}
