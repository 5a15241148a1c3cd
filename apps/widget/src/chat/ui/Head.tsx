import { useEffect, useRef, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Later } from '../later/Later.tsx'
import { Avatar } from './Avatar.tsx'
import { Icon } from './Icon.tsx'

export function Head({ chat }: { chat: Chat }) {
  const { state, words, locale } = chat
  const { site, conversation, isStaffed, isAgentTyping } = state.value
  const t = words.value
  const active = conversation?.status !== 'closed' ? conversation : null
  const agent = active?.isInCustody ? site?.robot : active?.agent
  const title = agent ? agent.name : site?.look.title[locale.value] || site?.name || t.title
  // Who waits for a person is told of people.
  const isThere = isStaffed || (active?.status !== 'queued' && site?.robot?.isReceiving)
  const isDown = chat.isDown.value
  const line = isDown
    ? t.connecting
    : isAgentTyping && agent
      ? t.typing
      : agent
        ? t.online
        : isThere
          ? t.staffed
          : t.away
  return (
    <header class="head">
      <span class="head-face">
        <Avatar
          name={agent ? agent.name : site?.name || t.title}
          url={agent ? agent.avatarUrl : null}
          isRobot={active?.isInCustody}
        />
        {site && <span class={!isDown && (agent || isThere) ? 'dot on' : 'dot'} />}
      </span>
      <div class="head-words">
        <h1>{title}</h1>
        {site && <p>{line}</p>}
      </div>
      <Menu chat={chat} />
      {chat.isFrame && (
        <button type="button" class="head-button" title={t.minimise} aria-label={t.minimise} onClick={chat.minimise}>
          <Icon name="minimise" size={22} />
        </button>
      )}
    </header>
  )
}

function Menu({ chat }: { chat: Chat }) {
  const [isOpen, setOpen] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const t = chat.words.value
  const { conversation } = chat.state.value
  const canEnd = conversation !== null && conversation.status !== 'closed'

  const close = () => {
    setOpen(false)
    setAsking(false)
  }
  useEffect(() => {
    if (!isOpen) return
    const items = () => Array.from(root.current?.querySelectorAll<HTMLElement>('.menu button') || [])
    items()[0]?.focus()
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault()
        close()
        button.current?.focus()
      }
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (!step) return
      event.preventDefault()
      const all = items()
      all[(all.indexOf(document.activeElement as HTMLElement) + step + all.length) % all.length]?.focus()
    }
    const touched = (event: Event) => {
      if (root.current && !root.current.contains(event.target as Node)) close()
    }
    document.addEventListener('keydown', pressed, true)
    document.addEventListener('mousedown', touched)
    return () => {
      document.removeEventListener('keydown', pressed, true)
      document.removeEventListener('mousedown', touched)
    }
  }, [isOpen])

  return (
    <div class="menu-root" ref={root}>
      <button
        type="button"
        ref={button}
        class="head-button"
        title={t.menu}
        aria-label={t.menu}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <Icon name="more" size={22} />
      </button>
      {isOpen && !isAsking && (
        <div class="menu" role="menu">
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              chat.isMuted.value = !chat.isMuted.value
              close()
            }}
          >
            <Icon name={chat.isMuted.value ? 'muted' : 'sound'} size={18} />
            {chat.isMuted.value ? t.soundOn : t.soundOff}
          </button>
          {!chat.isFrame && <Later>{({ NotifyItem }) => <NotifyItem chat={chat} />}</Later>}
          {canEnd && (
            <button type="button" role="menuitem" onClick={() => setAsking(true)}>
              <Icon name="end" size={18} />
              {t.end}
            </button>
          )}
        </div>
      )}
      {isOpen && isAsking && (
        <div class="menu ask" role="alertdialog" aria-label={t.endAsk}>
          <p>{t.endAsk}</p>
          <div class="ask-choices">
            <button type="button" class="plain" onClick={close}>
              {t.cancel}
            </button>
            <button
              type="button"
              class="grave"
              onClick={() => {
                chat.client.end()
                close()
              }}
            >
              {t.endDo}
            </button>
          </div>
        </div>
      )}
    </div>
  )
}
