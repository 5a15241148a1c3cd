import { useEffect, useRef, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
// Only names and an address: most visitors never open this panel.
import emojiUrl from '../emoji.json?url'

const sets = ['smileys', 'gestures', 'things'] as const
const columns = 8
type Sets = Readonly<Record<(typeof sets)[number], string>>
let loaded: Sets | null = null

export function EmojiPanel({ chat, choose, close }: { chat: Chat; choose: (sign: string) => void; close: () => void }) {
  const [set, setSet] = useState<(typeof sets)[number]>('smileys')
  const [emoji, setEmoji] = useState(loaded)
  const root = useRef<HTMLDivElement>(null)
  const t = chat.words.value

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      close()
    }
    const touched = (event: Event) => {
      const target = event.target as Element
      // The button that opened it closes it by itself, and the input goes on being used beside it.
      if (!target.closest('.composer')) close()
    }
    document.addEventListener('keydown', pressed, true)
    document.addEventListener('mousedown', touched)
    return () => {
      document.removeEventListener('keydown', pressed, true)
      document.removeEventListener('mousedown', touched)
    }
  }, [])

  useEffect(() => {
    if (emoji) return
    fetch(emojiUrl)
      .then((response) => response.json())
      .then((found: Sets) => {
        loaded = found
        setEmoji(found)
      }, close)
  }, [])

  const moved = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
    const step = steps[event.key]
    if (!step || !root.current) return
    event.preventDefault()
    const all = Array.from(root.current.querySelectorAll<HTMLElement>('.emoji-grid button'))
    const next = all[all.indexOf(document.activeElement as HTMLElement) + step]
    if (next) next.focus()
  }

  return (
    <div class="emoji-panel" ref={root} role="dialog" aria-label={t.emoji}>
      <div class="emoji-grid" role="toolbar" aria-label={t[set]} onKeyDown={moved}>
        {(emoji ? emoji[set].split(' ') : []).map((sign) => (
          <button type="button" key={sign} onClick={() => choose(sign)}>
            {sign}
          </button>
        ))}
      </div>
      <div class="emoji-sets" role="tablist">
        {sets.map((each) => (
          <button
            type="button"
            key={each}
            role="tab"
            aria-selected={each === set}
            class={each === set ? 'on' : ''}
            onClick={() => setSet(each)}
          >
            {t[each]}
          </button>
        ))}
      </div>
    </div>
  )
}
