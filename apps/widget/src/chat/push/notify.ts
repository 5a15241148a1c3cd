import type { Locale } from '@youwen/contract'
import { useEffect, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { canPush, subscribe, unsubscribe } from './subscription.ts'
import { pushWords } from './words.ts'

const kept = 'told'
/** It is offered in two places, and on or off in both. */
const places = new Set<() => void>()

type Trouble = 'asking' | 'denied' | 'failed'

/**
 * Whether the visitor is told of answers while the chat is closed, and how to change that; null where it cannot be: in old
 * browsers, and in a frame, whose page may not ask for notifications.
 */
export function useNotify(chat: Chat) {
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [, drawAgain] = useState({})
  useEffect(() => {
    const draw = () => drawAgain({})
    places.add(draw)
    return () => void places.delete(draw)
  }, [])
  if (chat.isFrame || !canPush()) return null
  const isOn = chat.kept.read(kept) !== ''
  const locale: Locale = chat.locale.value

  async function toggle() {
    setTrouble('asking')
    try {
      if (isOn) await unsubscribe(chat.client)
      else {
        if ((await Notification.requestPermission()) !== 'granted') return setTrouble('denied')
        await subscribe(chat.client, locale)
      }
      chat.kept.write(kept, isOn ? '' : '1')
      setTrouble(null)
      places.forEach((draw) => {
        draw()
      })
    } catch {
      setTrouble('failed')
    }
  }
  return {
    isOn,
    isAsking: trouble === 'asking',
    icon: trouble === 'denied' || trouble === 'failed' ? 'alert' : isOn ? 'sent' : 'bell',
    words: pushWords[locale][trouble ?? 'tellMe'],
    toggle: () => void toggle(),
  } as const
}
