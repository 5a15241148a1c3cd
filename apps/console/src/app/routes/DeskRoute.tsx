import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Conversation, FilterField, Message } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { App, Button } from 'antd'
import { BookmarkPlus } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppointmentTool } from '../../features/appointment/AppointmentTool.tsx'
import { AssistantButton } from '../../features/assistant/AssistantButton.tsx'
import { ProductTool } from '../../features/catalog/ProductTool.tsx'
import { selection } from '../../features/conversation/chat/selection.ts'
import type { ChatSlots } from '../../features/conversation/chat/slots.ts'
import { DeskScreen } from '../../features/conversation/DeskScreen.tsx'
import { nameOf } from '../../features/conversation/name.ts'
import { useChosenFilter } from '../../features/filter/chosen.ts'
import { FilterBar } from '../../features/filter/FilterBar.tsx'
import { canBecomePhrase } from '../../features/phrase/edit/said.ts'
import { PhraseMenu } from '../../features/phrase/PhraseMenu.tsx'
import { RatingMark } from '../../features/rating/RatingMark.tsx'
import { CustodySwitch } from '../../features/robot/CustodySwitch.tsx'
import type { TicketSource } from '../../features/ticket/TicketDialog.tsx'
import { useIsAppOn, useMayUse } from '../../platform/apps.ts'
import { ComposerMenuContext, type ComposerToolProps, ComposerToolsContext } from '../../platform/composer.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { conversationActions } from '../conversation-actions.ts'

const RightPane = lazy(() => import('../RightPane.tsx').then((module) => ({ default: module.RightPane })))
const TicketDialog = lazy(() =>
  import('../../features/ticket/TicketDialog.tsx').then((module) => ({ default: module.TicketDialog })),
)

const SaidDialog = lazy(() =>
  import('../../features/phrase/edit/SaidDialog.tsx').then((module) => ({ default: module.SaidDialog })),
)

/** What conversations can be filtered by, the most asked first. */
const fields: readonly FilterField[] = [
  'region',
  'class',
  'source',
  'searchEngine',
  'keyword',
  'terminal',
  'startedAt',
  'card',
  'phone',
  'sensitive',
  'quality',
  'messages',
  'agent',
  'status',
  'site',
  'style',
  'channel',
  'classified',
]

const ComposerTools = (props: ComposerToolProps) => {
  const isAppOn = useIsAppOn()
  const mayBook = useMayUse('appointment')
  const { openAppointment, manageAppointments } = useAppointmentPlaces()
  return (
    <>
      {isAppOn('catalog') && <ProductTool />}
      {mayBook && (
        <AppointmentTool conversationId={props.conversationId} onOpen={openAppointment} onManage={manageAppointments} />
      )}
      <AssistantButton {...props} />
    </>
  )
}

/** Where appointments lead to, from wherever one is shown at the desk. */
function useAppointmentPlaces() {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      openAppointment: (appointmentId: string) =>
        void navigate({ to: '/appointments/{-$appointmentId}', params: { appointmentId } }),
      manageAppointments: () => void navigate({ to: '/settings/appointment-templates' }),
    }),
    [navigate],
  )
}

export function DeskRoute() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const mayTicket = useMayUse('ticket')
  const mayBook = useMayUse('appointment')
  const { openAppointment, manageAppointments } = useAppointmentPlaces()
  const isAppOn = useIsAppOn()
  const hasRatings = isAppOn('rating')
  const { conversationId } = useParams({ from: '/inside/desk/{-$conversationId}' })
  const { at } = useSearch({ from: '/inside/desk/{-$conversationId}' })
  const [filter, setFilter] = useChosenFilter('conversation')
  const [ticketSource, setTicketSource] = useState<TicketSource>()
  const [said, setSaid] = useState<{ message: ShownMessage; selected: string }>()

  // Asked for again, the address is the same; the reader may have moved on.
  const [jumps, setJumps] = useState(0)
  const here = useRef({ conversationId, at })
  here.current = { conversationId, at }
  const choose = useCallback(
    (id: string | undefined, seq?: number) => {
      if (seq !== undefined && here.current.conversationId === id && here.current.at === seq) {
        setJumps((count) => count + 1)
        return
      }
      void navigate({
        to: '/desk/{-$conversationId}',
        params: { conversationId: id },
        search: seq === undefined ? {} : { at: seq },
      })
    },
    [navigate],
  )
  const openTicket = useCallback(
    (ticketId: string) => void navigate({ to: '/tickets/{-$ticketId}', params: { ticketId } }),
    [navigate],
  )
  const makeTicket = useCallback(
    (conversation: Conversation, messages: readonly Message[] | null = null) =>
      setTicketSource({ conversationId: conversation.conversationId, visitorName: nameOf(conversation), messages }),
    [],
  )
  const managePhrases = useCallback(() => void navigate({ to: '/settings/phrases' }), [navigate])
  const manageCatalog = useCallback(() => void navigate({ to: '/settings/catalog' }), [navigate])
  const panel = useCallback(
    (conversation: Conversation) => (
      <Suspense fallback={<Skeleton rows={8} />}>
        <RightPane
          conversation={conversation}
          onChoose={choose}
          onMakeTicket={makeTicket}
          onOpenTicket={openTicket}
          onOpenAppointment={openAppointment}
          onManageAppointments={manageAppointments}
          onManagePhrases={managePhrases}
          onManageCatalog={manageCatalog}
        />
      </Suspense>
    ),
    [choose, makeTicket, openTicket, openAppointment, manageAppointments, managePhrases, manageCatalog],
  )
  const slots = useMemo<ChatSlots>(
    () => ({
      header: (conversation) => (
        <>
          <CustodySwitch key={`custody ${conversation.conversationId}`} conversation={conversation} />
          {hasRatings && <RatingMark key={conversation.conversationId} conversation={conversation} />}
        </>
      ),
      menu: [
        {
          key: 'phrase',
          icon: BookmarkPlus,
          title: t('phrase.saveAs'),
          isOffered: canBecomePhrase,
          run: (message, selected) => setSaid({ message, selected }),
        },
      ],
      ...(mayBook && { openAppointment }),
      ...(mayTicket && {
        selection: (conversation, messages) => (
          <Button type="primary" onClick={() => makeTicket(conversation, messages)}>
            {t('ticket.make')}
          </Button>
        ),
      }),
    }),
    [hasRatings, mayBook, openAppointment, mayTicket, makeTicket, t],
  )

  return (
    <>
      <ComposerMenuContext value={PhraseMenu}>
        <ComposerToolsContext value={ComposerTools}>
          <DeskScreen
            conversationId={conversationId}
            targetSeq={at}
            jumps={jumps}
            onChoose={choose}
            panel={panel}
            slots={slots}
            filter={filter}
            filterBar={<FilterBar place="conversation" fields={fields} filter={filter} onChange={setFilter} />}
            furtherActions={conversationActions}
          />
        </ComposerToolsContext>
      </ComposerMenuContext>
      {said && (
        <Suspense fallback={null}>
          <SaidDialog key={said.message.id} {...said} onClose={() => setSaid(undefined)} />
        </Suspense>
      )}
      {ticketSource && (
        <Suspense fallback={null}>
          <TicketDialog
            key={ticketSource.conversationId}
            source={ticketSource}
            onClose={() => setTicketSource(undefined)}
            onMade={({ number, ticketId }) => {
              setTicketSource(undefined)
              selection.stop()
              void message.success({
                content: (
                  <>
                    {t('ticket.made', { number })}{' '}
                    <Button type="link" size="small" onClick={() => openTicket(ticketId)}>
                      {t('ticket.open')}
                    </Button>
                  </>
                ),
                duration: 5,
              })
            }}
          />
        </Suspense>
      )}
    </>
  )
}
