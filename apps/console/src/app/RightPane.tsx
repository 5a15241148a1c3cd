import { useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '@youwen/contract'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selection } from '../features/conversation/chat/selection.ts'
import { HistoryTab } from '../features/conversation/HistoryTab.tsx'
import { defaultNameOf, faceOf } from '../features/conversation/name.ts'
import { useQualityFacts } from '../features/conversation/quality/use-quality-facts.ts'
import { TicketTab } from '../features/ticket/TicketTab.tsx'
import { VisitorPanel } from '../features/visitor/VisitorPanel.tsx'
import { queries } from '../platform/api.ts'
import { useIsAppOn, useMayUse } from '../platform/apps.ts'
import { useLive } from '../platform/live.ts'
import { useMay } from '../platform/me.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import styles from './RightPane.module.css'

const PhraseTab = lazy(() =>
  import('../features/phrase/PhraseTab.tsx').then((module) => ({ default: module.PhraseTab })),
)
const AppointmentTab = lazy(() =>
  import('../features/appointment/AppointmentTab.tsx').then((module) => ({ default: module.AppointmentTab })),
)
const CatalogTab = lazy(() =>
  import('../features/catalog/CatalogTab.tsx').then((module) => ({ default: module.CatalogTab })),
)
// Its inputs are more than the rest of the desk needs.
const CardPanel = lazy(() => import('../features/card/CardPanel.tsx').then((module) => ({ default: module.CardPanel })))

interface Props {
  readonly conversation: Conversation
  readonly onChoose: (conversationId: string, seq?: number) => void
  readonly onMakeTicket: (conversation: Conversation) => void
  readonly onOpenTicket: (ticketId: string) => void
  readonly onOpenAppointment: (appointmentId: string) => void
  readonly onManageAppointments: () => void
  readonly onManagePhrases: () => void
  readonly onManageCatalog: () => void
}

/** Beside the chat: who it is, and what was said before. Features meet here, not in each other. */
export function RightPane(props: Props) {
  const { conversation, onChoose, onMakeTicket, onOpenTicket, onManagePhrases, onManageCatalog } = props
  const { onOpenAppointment, onManageAppointments } = props
  const { t } = useTranslation()
  const mayView = useMay('visitor.view')
  const hasCatalog = useIsAppOn()('catalog')
  const mayServe = useMay('conversation.serve')
  const mayTicket = useMayUse('ticket')
  const mayBook = useMayUse('appointment')
  const [tab, setTab] = useState<'card' | 'visitor' | 'phrase' | 'catalog' | 'appointment' | 'ticket' | 'history'>(
    'card',
  )
  const pages = useLive((state) => state.opened.get(conversation.conversationId)?.pages)
  const { visitorId, visitId, conversationId, visitorName } = conversation
  useNameEverywhere(visitorId, visitorName)
  const quality = useQualityFacts(conversation)
  return (
    <div className={styles.pane}>
      <Tabs
        label={t('conversation.panel')}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { name: 'card' as const, title: t('conversation.tabs.card') },
          ...(mayView ? [{ name: 'visitor' as const, title: t('conversation.tabs.visitor') }] : []),
          { name: 'phrase', title: t('conversation.tabs.phrase') },
          ...(mayServe && hasCatalog ? [{ name: 'catalog' as const, title: t('catalog.tab') }] : []),
          ...(mayBook ? [{ name: 'appointment' as const, title: t('appointment.short') }] : []),
          ...(mayTicket ? [{ name: 'ticket' as const, title: t('conversation.tabs.ticket') }] : []),
          { name: 'history', title: t('conversation.tabs.history') },
        ]}
      />
      <div className={styles.body}>
        {tab === 'card' && (
          <Suspense fallback={<Skeleton rows={7} />}>
            <CardPanel key={visitorId} visitorId={visitorId} onJump={onChoose} />
          </Suspense>
        )}
        {tab === 'visitor' && (
          <VisitorPanel
            key={conversationId}
            visitorId={visitorId}
            visitId={visitId}
            pages={pages}
            defaultName={defaultNameOf(conversation)}
            face={faceOf(conversation)}
            furtherFacts={quality}
          />
        )}
        {tab === 'phrase' && (
          <Suspense fallback={<Skeleton rows={6} />}>
            <PhraseTab onManage={onManagePhrases} />
          </Suspense>
        )}
        {tab === 'catalog' && hasCatalog && (
          <Suspense fallback={<Skeleton rows={6} />}>
            <CatalogTab key={conversationId} conversationId={conversationId} pages={pages} onManage={onManageCatalog} />
          </Suspense>
        )}
        {tab === 'appointment' && (
          <Suspense fallback={<Skeleton rows={4} />}>
            <AppointmentTab
              key={conversationId}
              conversation={conversation}
              onOpen={onOpenAppointment}
              onManage={onManageAppointments}
            />
          </Suspense>
        )}
        {tab === 'ticket' && (
          <TicketTab
            key={visitorId}
            visitorId={visitorId}
            onMake={() => onMakeTicket(conversation)}
            onSelect={() => selection.start(conversationId)}
            onOpen={onOpenTicket}
          />
        )}
        {tab === 'history' && (
          <HistoryTab key={visitorId} visitorId={visitorId} conversationId={conversationId} onChoose={onChoose} />
        )}
      </div>
    </div>
  )
}

/** Somebody else gave the visitor a name: card and visitor show it as the list does. */
function useNameEverywhere(visitorId: string, name: string) {
  const cache = useQueryClient()
  const known = useRef({ visitorId, name })
  useEffect(() => {
    const isNew = known.current.visitorId === visitorId && known.current.name !== name
    known.current = { visitorId, name }
    if (!isNew) return
    void cache.invalidateQueries({ queryKey: queries.visitor.key() })
    void cache.invalidateQueries({ queryKey: queries.card.get.key() })
  }, [cache, visitorId, name])
}
