import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { ask, Later } from '../later/Later.tsx'
import { type Row, rowsOf } from '../rows.ts'
import { dayLabel } from '../time.ts'
import { EventLine } from './EventLine.tsx'
import { Group } from './Group.tsx'
import { Icon } from './Icon.tsx'
import { Typing } from './Typing.tsx'
import { Welcome } from './Welcome.tsx'

/** Nearer to the end than this counts as being there. */
const nearPx = 60
/** Nearer to the start than this loads what was said before. */
const earlierPx = 160

export function Stream({ chat }: { chat: Chat }) {
  const { state, words, uploads } = chat
  const { messages, hasEarlier, isLoadingEarlier, conversation, isAgentTyping, site } = state.value
  const t = words.value
  const rows = useMemo(() => rowsOf(messages), [messages])
  const lastOwn = useMemo(() => lastDurableOwn(messages), [messages])
  const list = useRef<HTMLElement>(null)
  useScroll(chat, list, messages[0]?.id)

  const isQueued = conversation?.status === 'queued'
  return (
    <div class="stream-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <section class="stream" ref={list} tabIndex={0} aria-label={t.messages} aria-busy={isLoadingEarlier}>
        {hasEarlier && (
          <button type="button" class="earlier" disabled={isLoadingEarlier} onClick={() => chat.client.loadEarlier()}>
            {isLoadingEarlier ? t.loading : t.loadEarlier}
          </button>
        )}
        {site && !hasEarlier && <Welcome chat={chat} />}
        {rows.map((row) => (
          <RowView key={row.key} chat={chat} row={row} lastOwnId={lastOwn} />
        ))}
        {uploads.pending.value.length > 0 && (
          <Later>{({ PendingUploads }) => <PendingUploads chat={chat} pending={uploads.pending.value} />}</Later>
        )}
        {isQueued && <Later>{({ QueueCard }) => <QueueCard chat={chat} />}</Later>}
        {conversation?.status === 'closed' && messages.length > 0 && <p class="event quiet">{t.newConversation}</p>}
        {isAgentTyping && <Typing chat={chat} />}
      </section>
      <ToEnd chat={chat} list={list} />
    </div>
  )
}

function RowView({ chat, row, lastOwnId }: { chat: Chat; row: Row; lastOwnId: string | null }) {
  if (row.kind === 'day') return <h2 class="day">{dayLabel(row.at, chat.locale.value)}</h2>
  if (row.kind === 'event') return <EventLine chat={chat} message={row.message} />
  return <Group chat={chat} messages={row.messages} isMine={row.isMine} lastOwnId={lastOwnId} />
}

/** The one own message that carries "read" or "delivered". */
function lastDurableOwn(messages: Chat['state']['value']['messages']): string | null {
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]
    if (message && message.from === 'visitor' && message.seq !== null) return message.id
  }
  return null
}

function ToEnd({ chat, list }: { chat: Chat; list: { readonly current: HTMLElement | null } }) {
  if (chat.isAtEnd.value) return null
  const { unread } = chat.state.value
  const t = chat.words.value
  return (
    <button
      type="button"
      class={unread ? 'to-end news' : 'to-end'}
      aria-label={t.toBottom}
      onClick={() => {
        const { current } = list
        if (current) current.scrollTop = current.scrollHeight
      }}
    >
      <Icon name="down" size={18} />
      {unread > 0 && <span>{t.newMessages(unread)}</span>}
    </button>
  )
}

/**
 * Stays at the end while the visitor is there, and holds what he reads in place while older messages are put above it.
 */
function useScroll(chat: Chat, list: { readonly current: HTMLElement | null }, firstId: string | undefined) {
  const held = useRef({ firstId, fromEnd: 0, height: 0 })

  useLayoutEffect(() => {
    const { current } = list
    if (!current) return
    if (chat.isAtEnd.value) current.scrollTop = current.scrollHeight
    else if (held.current.firstId !== firstId) current.scrollTop = current.scrollHeight - held.current.fromEnd
    held.current.firstId = firstId
    held.current.fromEnd = current.scrollHeight - current.scrollTop
  })

  useEffect(() => {
    const { current } = list
    if (!current) return
    const scrolled = () => {
      const { scrollTop, scrollHeight, clientHeight } = current
      held.current.fromEnd = scrollHeight - scrollTop
      // A window that became smaller (keyboard, banner) has not been scrolled.
      if (clientHeight === held.current.height) chat.isAtEnd.value = scrollHeight - scrollTop - clientHeight < nearPx
      held.current.height = clientHeight
      const { hasEarlier, isLoadingEarlier } = chat.state.value
      if (scrollTop < earlierPx && hasEarlier && !isLoadingEarlier) chat.client.loadEarlier()
    }
    const resized = () => {
      held.current.height = current.clientHeight
      if (chat.isAtEnd.value) current.scrollTop = current.scrollHeight
    }
    held.current.height = current.clientHeight
    for (const touch of ['mouseover', 'touchstart', 'focusin']) current.addEventListener(touch, ask, { passive: true })
    current.addEventListener('scroll', scrolled, { passive: true })
    // Pictures and fonts may arrive late.
    current.addEventListener('load', resized, true)
    window.addEventListener('resize', resized)
    const stop = chat.panel.subscribe(() => setTimeout(resized))
    return () => {
      stop()
      current.removeEventListener('scroll', scrolled)
      current.removeEventListener('load', resized, true)
      window.removeEventListener('resize', resized)
    }
  }, [])
}
