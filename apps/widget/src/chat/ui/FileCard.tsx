import type { Chat } from '../chat.ts'
import { sizeLabel } from '../time.ts'
import { FileTile } from './FileTile.tsx'
import { Icon } from './Icon.tsx'

/** A file that was sent: what kind, its name, how large; pressed, it is downloaded. */
export function FileCard({
  chat,
  fileId,
  name,
  sizeBytes,
  edge,
}: {
  chat: Chat
  fileId: string
  name: string
  sizeBytes: number
  edge: string
}) {
  return (
    <button
      type="button"
      class={`bubble file${edge}`}
      onClick={() => chat.download(fileId, name)}
      aria-label={`${chat.words.value.download} ${name}`}
    >
      <FileTile name={name} />
      <span class="file-words">
        <span class="file-name">{name}</span>
        <span class="file-size">{sizeLabel(sizeBytes)}</span>
      </span>
      <Icon name="download" size={18} />
    </button>
  )
}
