import type { Quote } from '@youwen/contract'
import { Button } from 'antd'
import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useLive } from '../../../platform/live.ts'
import { useClock, useMay, useMe } from '../../../platform/me.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Composer } from '../composer/Composer.tsx'
import type { Mode } from '../composer/mode.ts'
import { useUploads, useUploadsOf } from '../composer/UploadsProvider.tsx'
import { unreadOf } from '../list/order.ts'
import { faceOf } from '../name.ts'
import { PendingBar } from '../offer/PendingBar.tsx'
import { AfterClose, AwayNote } from './AfterClose.tsx'
import { MessageActionsProvider } from './actions.ts'
import { ChatHeader } from './ChatHeader.tsx'
import styles from './ChatPane.module.css'
import { CustodyBar } from './CustodyBar.tsx'
import { DropZone } from './DropZone.tsx'
import { itemsOf } from './items.ts'
import { JoinBar } from './JoinBar.tsx'
import { QueueBar } from './QueueBar.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import type { ChatSlots } from './slots.ts'
import { TimelineItem } from './TimelineItem.tsx'
import { TypingBubble } from './TypingBubble.tsx'
import { UploadBubble } from './UploadBubble.tsx'
import { useHistory } from './use-history.ts'
import { useMenu } from './use-menu.tsx'
import { useScroll } from './use-scroll.ts'
import { useViewer } from './viewer.ts'
import { useWatchedWords, WatchedWordsContext } from './watched-words.ts'

const none: readonly never[] = []
const ignore = () => {}

interface Props {
  readonly conversationId: string
  readonly targetSeq: number | undefined
  /** How often the same target was asked for again. */
  readonly jumps: number
  readonly isPanelOpen: boolean
  readonly onTogglePanel: () => void
  readonly onBack: () => void
  readonly onClosed: () => void
  /** Shows a message that is not loaded here. */
  readonly onJump: (conversationId: string, seq: number) => void
  readonly slots?: ChatSlots | undefined
  readonly onOpen: (conversationId: string) => void
}

/** One conversation: what was said, and the box to answer. Remounted for another conversation. */
export function ChatPane(props: Props) {
  const { conversationId, targetSeq, jumps, isPanelOpen, onTogglePanel, onBack, onClosed, onJump, onOpen, slots } =
    props
  const { t } = useTranslation()
  const client = useClient()
  const clock = useClock()
  const me = useMe()
  const mayServe = useMay('conversation.serve')
  const opened = useLive((state) => state.opened.get(conversationId))
  const listed = useLive((state) => state.inbox.get(conversationId))
  const typing = useLive((state) => state.typing.get(conversationId))
  const live = useLive(() => client.messages(conversationId)) ?? none
  const refusal = useRefusal(conversationId)
  const conversation = opened?.conversation ?? listed

  useEffect(() => {
    client.open(conversationId)
    return () => client.leave(conversationId)
  }, [client, conversationId])

  const history = useHistory({
    conversationId,
    visitorId: conversation?.visitorId,
    isGoingOn: conversation !== undefined && conversation.status !== 'closed',
    live,
    targetSeq,
    jumps,
  })
  const uploads = useUploads()
  const sending = useUploadsOf(conversationId)
  const scroll = useScroll({
    list: history.messages,
    // After a failure a person asks again, not the next rendering.
    onNearTop: history.error === undefined ? history.loadEarlier : ignore,
    onNearBottom: history.loadLater,
  })
  const watched = useWatchedWords(conversation)
  const items = useMemo(() => itemsOf(clock, scroll.shown), [clock, scroll.shown])
  const viewer = useViewer(history.messages)

  // The hit is shown once it is there, and marked for a moment.
  const target = targetSeq === undefined ? undefined : findTarget(history.messages, conversationId, targetSeq)
  const wentTo = useRef<string>(undefined)
  useEffect(() => {
    const asked = `${jumps} ${target}`
    if (!target || history.isJumping || wentTo.current === asked) return
    wentTo.current = asked
    scroll.goTo(target)
  })

  const isMine = conversation?.agentId === me.agentId && conversation.status === 'open'
  const isJoined = conversation?.joinedAgentIds.includes(me.agentId) === true && conversation.status === 'open'
  const mayReply = isMine || isJoined
  const [wish, setMode] = useState<Mode>('reply')
  const mode = mayReply ? wish : 'note'
  const [quote, setQuote] = useState<Quote>()
  // The words of a note go to nobody but colleagues, quoted too.
  const chooseMode = (next: Mode) => {
    setMode(next)
    if (next === 'reply' && quote?.from === 'colleague') setQuote(undefined)
  }
  const answer = useCallback((next: Quote) => {
    setQuote(next)
    if (next.from === 'colleague') setMode('note')
  }, [])
  const mayWrite = mayServe && conversation?.status === 'open'
  const menu = useMenu({ onQuote: mayWrite ? answer : undefined, further: slots?.menu })

  const [found, setFound] = useState<string>()
  const jump = useRef<(conversationId: string, seq: number, messageId: string) => void>(onJump)
  jump.current = (inConversation, seq, messageId) => {
    if (!history.messages.some(({ id }) => id === messageId)) return onJump(inConversation, seq)
    // Asked for again, it is marked again.
    setFound(undefined)
    requestAnimationFrame(() => setFound(messageId))
    scroll.goTo(messageId)
  }
  const actions = useMemo(
    () => ({
      openMenu: menu.open,
      jumpTo: (...to: Parameters<typeof jump.current>) => jump.current(...to),
      openAppointment: slots?.openAppointment,
    }),
    [menu.open, slots?.openAppointment],
  )

  useReadMark(conversationId, conversation?.lastSeq, conversation?.readSeq, scroll.isAtEnd && history.reachesNow)

  if (refusal && !opened) {
    return (
      <section className={styles.pane}>
        <FailureState error={refusal} onRetry={() => client.open(conversationId)} />
      </section>
    )
  }

  const toNow = () => {
    history.backToNow()
    scroll.toEnd()
  }

  return (
    <section className={styles.pane} aria-label={t('conversation.chat')}>
      <ChatHeader
        conversation={conversation}
        isPanelOpen={isPanelOpen}
        onTogglePanel={onTogglePanel}
        onBack={onBack}
        onClosed={onClosed}
        extra={conversation && slots?.header?.(conversation)}
      />
      <DropZone isActive={mayReply && mode === 'reply'} onFiles={(files) => uploads.add(conversationId, files)}>
        <div className={styles.scroller} ref={scroll.scroller} onScroll={scroll.onScroll}>
          {!opened && !history.isJumping && live.length === 0 ? (
            <Skeleton rows={6} hasAvatar />
          ) : (
            <>
              <div className={styles.edge}>
                {history.error !== undefined ? (
                  <Button size="small" onClick={history.loadEarlier}>
                    {t('conversation.history.failed')}
                  </Button>
                ) : history.isLoadingEarlier ? (
                  t('conversation.history.loading')
                ) : (
                  !history.hasEarlier && t('conversation.history.beginning')
                )}
              </div>
              <div className={styles.content} ref={scroll.content} role="log" aria-live="polite">
                <MessageActionsProvider value={actions}>
                  <WatchedWordsContext value={watched}>
                    {items.map((item) => (
                      <TimelineItem
                        key={item.key}
                        item={item}
                        conversation={conversation}
                        isTarget={item.type === 'message' && (item.message.id === target || item.message.id === found)}
                        onView={viewer.open}
                      />
                    ))}
                  </WatchedWordsContext>
                </MessageActionsProvider>
                {history.reachesNow && sending.map((upload) => <UploadBubble key={upload.id} upload={upload} />)}
                {history.reachesNow && typing && <TypingBubble text={typing} />}
              </div>
            </>
          )}
        </div>
        {(!scroll.isAtEnd || !history.reachesNow) && (
          <Button className={styles.toEnd} shape="round" icon={<ArrowDown size={15} />} onClick={toNow}>
            {conversation && unreadOf(conversation) > 0
              ? t('conversation.newMessages', { count: unreadOf(conversation) })
              : t('conversation.toEnd')}
          </Button>
        )}
      </DropZone>
      {conversation && slots?.selection && <SelectionBar conversation={conversation} actions={slots.selection} />}
      {conversation?.transfer && <PendingBar conversation={conversation} transfer={conversation.transfer} />}
      {conversation?.status === 'queued' ? (
        <QueueBar conversation={conversation} mayServe={mayServe} />
      ) : conversation?.status === 'closed' ? (
        mayServe ? (
          <AfterClose conversation={conversation} onOpen={onOpen} />
        ) : (
          <p className={styles.notMine}>{t('conversation.closedHint')}</p>
        )
      ) : (
        conversation && (
          <>
            {conversation.isInCustody && (conversation.agentId === null || isMine) && (
              <CustodyBar conversation={conversation} mayServe={mayServe} />
            )}
            {mayReply && !conversation.isVisitorOnline && !conversation.isInCustody && <AwayNote />}
            {!mayReply && conversation.agentId !== null && <JoinBar conversation={conversation} messages={live} />}
            {mayServe && (
              <Composer
                conversationId={conversationId}
                visitorName={faceOf(conversation)}
                mayReply={mayReply}
                mode={mode}
                onMode={chooseMode}
                quote={quote}
                onQuote={setQuote}
                onSent={toNow}
                onFiles={(files) => uploads.add(conversationId, files)}
              />
            )}
          </>
        )
      )}
      {viewer.element}
      {menu.element}
    </section>
  )
}

function findTarget(
  messages: readonly { id: string; conversationId: string | null; seq: number | null }[],
  conversationId: string,
  seq: number,
) {
  return messages.find((message) => message.seq === seq && message.conversationId === conversationId)?.id
}

/** Why the server would not open it, as long as that is the last word. */
function useRefusal(conversationId: string) {
  const client = useClient()
  const [refusal, setRefusal] = useState<{ code: string; title: string }>()
  useEffect(
    () => client.on('refused', (event) => event.id === conversationId && setRefusal(event)),
    [client, conversationId],
  )
  return refusal
}

/** What lies on a screen that somebody looks at is read. */
function useReadMark(
  conversationId: string,
  lastSeq: number | undefined,
  readSeq: number | undefined,
  isInSight: boolean,
) {
  const client = useClient()
  useEffect(() => {
    if (!isInSight || lastSeq === undefined || readSeq === undefined || lastSeq <= readSeq) return
    const tell = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) client.read(conversationId, lastSeq)
    }
    tell()
    addEventListener('focus', tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      removeEventListener('focus', tell)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [client, conversationId, lastSeq, readSeq, isInSight])
}
