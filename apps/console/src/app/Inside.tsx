import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { UploadsProvider } from '../features/conversation/composer/UploadsProvider.tsx'
import { nameOf } from '../features/conversation/name.ts'
import { OfferCards } from '../features/conversation/offer/OfferCards.tsx'
import { NoticeBanner } from '../features/notice/NoticeBanner.tsx'
import { NoticeNews } from '../features/notice/NoticeNews.tsx'
import { TicketNews } from '../features/ticket/TicketNews.tsx'
import { WebpushKeeper } from '../features/webpush/WebpushKeeper.tsx'
import { api, queries } from '../platform/api.ts'
import { LiveProvider } from '../platform/live.ts'
import { MeProvider } from '../platform/me.ts'
import { Alerts } from './Alerts.tsx'
import { AppNews } from './AppNews.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import styles from './Inside.module.css'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { useAgentClient } from './use-agent-client.ts'
import { useLeaving } from './use-leaving.ts'
import { WebpushClicks } from './WebpushClicks.tsx'
import { WhereUsed } from './WhereUsed.tsx'

const AppointmentNews = lazy(() =>
  import('../features/appointment/AppointmentNews.tsx').then((module) => ({ default: module.AppointmentNews })),
)
const SensitiveNews = lazy(() =>
  import('../features/sensitive/SensitiveNews.tsx').then((module) => ({ default: module.SensitiveNews })),
)

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
  const openNotice = (id: string) => void navigate({ to: '/notices', search: { id } })

  if (!me) return null
  return (
    <MeProvider value={me}>
      <LiveProvider value={client}>
        <div className={styles.inside}>
          <Rail onLogOut={() => void logOut()} />
          <div className={styles.main}>
            <ConnectionBanner />
            <NoticeBanner onOpen={openNotice} />
            <div className={styles.screen}>
              <UploadsProvider key={me.agentId}>
                <Outlet />
              </UploadsProvider>
            </div>
          </div>
        </div>
        <Alerts />
        {mayServe && (
          <OfferCards
            onOpen={(conversationId) => void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } })}
          />
        )}
        <AppNews />
        <NoticeNews />
        <Suspense fallback={null}>
          <SensitiveNews
            nameOf={nameOf}
            onOpen={(conversationId) => void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } })}
            onLook={() => void navigate({ to: '/settings/sensitive-hits' })}
          />
        </Suspense>
        <WebpushKeeper />
        <WebpushClicks />
        <WhereUsed app="ticket">
          <TicketNews onOpen={(ticketId) => void navigate({ to: '/tickets/{-$ticketId}', params: { ticketId } })} />
        </WhereUsed>
        <WhereUsed app="appointment">
          <Suspense fallback={null}>
            <AppointmentNews
              onOpen={(appointmentId) =>
                void navigate({ to: '/appointments/{-$appointmentId}', params: { appointmentId } })
              }
            />
          </Suspense>
        </WhereUsed>
        <Palette onLogOut={() => void logOut()} />
        <Shortcuts />
      </LiveProvider>
    </MeProvider>
  )
}
