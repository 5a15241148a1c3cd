import { useEffect, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Later } from '../later/Later.tsx'
import { Banner } from './Banner.tsx'
import { Composer } from './Composer.tsx'
import { DropZone } from './DropZone.tsx'
import { Head } from './Head.tsx'
import { Notice } from './Notice.tsx'
import { Stream } from './Stream.tsx'

export function App({ chat }: { chat: Chat }) {
  const window_ = useRef<HTMLElement>(null)
  useKeys(chat, window_)
  return (
    <main class="window" ref={window_} aria-label={chat.words.value.title}>
      <Head chat={chat} />
      <Banner chat={chat} />
      <Stream chat={chat} />
      <Composer chat={chat} />
      <Notice chat={chat} />
      <DropZone chat={chat} />
      {chat.viewed.value && <Viewed chat={chat} fileId={chat.viewed.value} />}
      <div class="aloud" role="log" aria-live="polite">
        {chat.announced.value}
      </div>
    </main>
  )
}

const Viewed = (props: { chat: Chat; fileId: string }) => <Later>{({ Viewer }) => <Viewer {...props} />}</Later>

/** Escape leaves what is on top, at last the window itself; while that fills a phone's screen, Tab stays inside. */
function useKeys(chat: Chat, root: { readonly current: HTMLElement | null }) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.key === 'Escape') {
        if (chat.viewed.value) chat.viewed.value = null
        else if (chat.isFrame) chat.minimise()
      }
      if (event.key === 'Tab' && root.current && (chat.viewed.value || (chat.isFrame && chat.panel.value.isFull)))
        keepInside(event, root.current.querySelector<HTMLElement>('.viewer') || root.current)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}

function keepInside(event: KeyboardEvent, area: HTMLElement) {
  const stops = Array.from(
    area.querySelectorAll<HTMLElement>('button:not([disabled]):not([tabindex="-1"]), a[href], textarea'),
  ).filter((each) => each.offsetParent !== null)
  const first = stops[0]
  const last = stops[stops.length - 1]
  if (!first || !last) return
  const { activeElement } = document
  if (event.shiftKey ? activeElement === first : activeElement === last || !area.contains(activeElement)) {
    event.preventDefault()
    const next = event.shiftKey ? last : first
    next.focus()
  }
}
