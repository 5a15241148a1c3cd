import type { Quote } from '@youwen/contract'
import type { Chat } from '../chat.ts'

export const quotedName = (chat: Chat, { from, senderId }: Quote) =>
  from === 'visitor' ? chat.words.value.you : chat.nameOf(from, senderId)

/** What a message answers; leads to it when it is on the screen. */
export function Quoted({ chat, quote }: { chat: Chat; quote: Quote }) {
  const show = () => {
    const said = document.getElementById(quote.messageId)
    if (!said) return
    said.scrollIntoView({ block: 'center' })
    said.classList.remove('found')
    // Read, so that the browser notices that the mark was gone for a moment.
    void said.offsetWidth
    said.classList.add('found')
  }
  return (
    <button type="button" class="quoted" onClick={show}>
      <b>{quotedName(chat, quote)}</b> <bdi>{chat.wordsOf(quote.type, quote.text)}</bdi>
    </button>
  )
}
