import type { ShownMessage } from '@youwen/sdk/shown-message'
import { useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Later } from '../later/Later.tsx'
import { isEmojiOnly, linkify } from '../linkify.ts'
import { Icon } from './Icon.tsx'

/** What is in a bubble. Text only ever becomes text nodes and links that `linkify` made. */
export function Body({ chat, message, edge }: { chat: Chat; message: ShownMessage; edge: string }) {
  const { body } = message
  if (body.type === 'image') return <Picture chat={chat} {...body} />
  if (body.type !== 'text') return <Later>{({ Further }) => <Further chat={chat} body={body} edge={edge} />}</Later>
  if (isEmojiOnly(body.text)) return <div class="bubble bare">{body.text}</div>
  return (
    <div class={`bubble${edge}`}>
      {linkify(body.text).map(({ text, href }) =>
        href ? (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ) : (
          text
        ),
      )}
      {body.choices && <Later>{({ Choices }) => <Choices chat={chat} choices={body.choices} />}</Later>}
    </div>
  )
}

/** The largest a picture gets in the list. */
const maxSide = 220
const minSide = 48

/** Its box has its size before the picture is there, so that nothing jumps. */
export function boxOf(width: number, height: number): { width: number; height: number } {
  if (!width || !height) return { width: maxSide, height: maxSide * 0.75 }
  const scale = Math.min(1, maxSide / width, maxSide / height)
  return { width: Math.max(minSide, Math.round(width * scale)), height: Math.max(minSide, Math.round(height * scale)) }
}

function Picture({
  chat,
  fileId,
  width,
  height,
  name,
}: {
  chat: Chat
  fileId: string
  width: number
  height: number
  name: string
}) {
  const [isBroken, setBroken] = useState(false)
  const urls = chat.fileUrls(fileId).value
  const src = chat.uploads.previews.get(fileId) || urls?.thumbnailUrl
  const box = boxOf(width, height)
  return (
    <button
      type="button"
      class="picture"
      style={{ width: `${box.width}px`, height: `${box.height}px` }}
      aria-label={`${chat.words.value.openImage} ${name}`}
      onClick={() => {
        chat.viewed.value = fileId
      }}
    >
      {isBroken ? <Icon name="image" size={28} /> : src && <img src={src} alt={name} onError={() => setBroken(true)} />}
    </button>
  )
}
