import type { MessageBody } from '@youwen/contract'
import type { Chat } from '../chat.ts'
import { safeLink } from '../linkify.ts'

type CardBody = Extract<MessageBody, { type: 'card' }>

/** A link that looks like something. Where it leads stands on it. */
export function LinkCard({ chat, body, edge }: { chat: Chat; body: CardBody; edge: string }) {
  const { title, text, url, image } = body
  const link = safeLink(url)
  const urls = image ? chat.fileUrls(image.fileId).value : null
  return (
    <a class={`bubble card${edge}`} href={link ? link.href : '#'} target="_blank" rel="noopener noreferrer nofollow">
      {image && <span class="card-picture">{urls?.previewUrl && <img src={urls.previewUrl} alt="" />}</span>}
      <b>{title}</b>
      {text && (
        <span class="card-text" dir="auto">
          {text}
        </span>
      )}
      <small>{link?.host}</small>
    </a>
  )
}
