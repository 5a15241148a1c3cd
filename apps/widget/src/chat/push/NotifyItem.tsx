import { useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'
import { canPush, subscribe, unsubscribe } from './subscription.ts'
import { pushWords } from './words.ts'

const kept = 'told'

/** In the menu of a chat that is a page of its own: a page in a frame may not ask for notifications. */
export function NotifyItem({ chat }: { chat: Chat }) {
  const [trouble, setTrouble] = useState<'asking' | 'denied' | 'failed' | ''>('')
  const [isOn, setOn] = useState(chat.kept.read(kept) !== '')
  if (!canPush()) return null
  const t = pushWords[chat.locale.value]

  async function toggle() {
    setTrouble('asking')
    try {
      if (isOn) await unsubscribe(chat.client)
      else {
        if ((await Notification.requestPermission()) !== 'granted') return setTrouble('denied')
        await subscribe(chat.client, chat.locale.value)
      }
      chat.kept.write(kept, isOn ? '' : '1')
      setOn(!isOn)
      setTrouble('')
    } catch {
      setTrouble('failed')
    }
  }

  return (
    <button
      type="button"
      role="menuitemcheckbox"
      aria-checked={isOn}
      disabled={trouble === 'asking'}
      onClick={() => void toggle()}
    >
      <LaterIcon name={trouble === 'denied' || trouble === 'failed' ? 'alert' : isOn ? 'sent' : 'bell'} size={18} />
      <span aria-live="polite">{trouble ? t[trouble] : t.tellMe}</span>
    </button>
  )
}
