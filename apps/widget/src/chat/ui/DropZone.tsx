import { useEffect, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Icon } from './Icon.tsx'

const carriesFiles = (event: DragEvent) =>
  event.dataTransfer !== null && Array.from(event.dataTransfer.types).indexOf('Files') >= 0

/** Files dropped anywhere on the window are sent. */
export function DropZone({ chat }: { chat: Chat }) {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const left = (event: DragEvent) => {
      // Only when the pointer leaves the window itself, not one element for the next.
      if (!event.relatedTarget) setOver(false)
    }
    const dropped = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer) chat.uploads.add(event.dataTransfer.files)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', left)
    document.addEventListener('drop', dropped)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', left)
      document.removeEventListener('drop', dropped)
    }
  }, [])
  if (!isOver) return null
  return (
    <div class="drop">
      <div class="drop-inner">
        <Icon name="file" size={32} />
        {chat.words.value.dropHere}
      </div>
    </div>
  )
}
