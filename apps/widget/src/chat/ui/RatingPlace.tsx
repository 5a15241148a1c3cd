import type { ShownMessage } from '@youwen/sdk/shown-message'
import { useEffect, useRef } from 'preact/hooks'
import { loadRating } from '../../rating/load.ts'
import type { Chat } from '../chat.ts'

/** Where the visitor was asked for a rating, or gave it. What stands in it is loaded when somebody is asked. */
export function RatingPlace({ chat, message }: { chat: Chat; message: ShownMessage }) {
  const place = useRef<HTMLDivElement>(null)
  const locale = chat.locale.value
  useEffect(() => {
    const shown = loadRating().then((show) =>
      show(place.current as HTMLElement, { client: chat.client, message, locale }),
    )
    return () => void shown.then((leave) => leave())
  }, [locale])
  return <div ref={place} />
}
