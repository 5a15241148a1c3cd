import type { FileUrls } from '@youwen/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'

/** A picture as large as the window allows, its neighbours a key or a touch away. */
export function Viewer({ chat, fileId }: { chat: Chat; fileId: string }) {
  const t = chat.words.value
  const [urls, setUrls] = useState<FileUrls | null>(null)
  const [isBroken, setBroken] = useState(false)
  const closeButton = useRef<HTMLButtonElement>(null)
  const pictures = chat.state.value.messages
    .map(({ body }) => (body.type === 'image' ? body : null))
    .filter((body) => body !== null)
  const at = pictures.findIndex((each) => each.fileId === fileId)
  const picture = pictures[at]
  const show = (step: number) => {
    const next = pictures[at + step]
    if (next) chat.viewed.value = next.fileId
  }
  const close = () => {
    chat.viewed.value = null
  }

  useEffect(() => {
    let isCurrent = true
    setUrls(null)
    setBroken(false)
    chat.freshUrls(fileId).then((found) => {
      if (!isCurrent) return
      if (found) setUrls(found)
      else setBroken(true)
    })
    return () => {
      isCurrent = false
    }
  }, [fileId])
  useEffect(() => {
    const before = document.activeElement
    closeButton.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'ArrowLeft') show(-1)
      if (event.key === 'ArrowRight') show(1)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })

  const src = urls?.previewUrl || chat.uploads.previews.get(fileId)
  return (
    <div class="viewer" role="dialog" aria-modal="true" aria-label={picture ? picture.name : t.image_}>
      <div class="viewer-bar">
        <span class="viewer-name">{picture?.name}</span>
        {pictures.length > 1 && (
          <span class="viewer-count">
            {at + 1} / {pictures.length}
          </span>
        )}
        {urls && (
          <a
            class="viewer-button"
            href={urls.url}
            download={picture?.name}
            target="_blank"
            rel="noopener"
            aria-label={t.download}
            title={t.download}
          >
            <LaterIcon name="download" />
          </a>
        )}
        <button
          type="button"
          ref={closeButton}
          class="viewer-button"
          aria-label={t.close}
          title={t.close}
          onClick={close}
        >
          <LaterIcon name="close" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes too. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the ground beside the picture. */}
      <div class="viewer-stage" onClick={(event) => event.target === event.currentTarget && close()}>
        {isBroken ? (
          <p>{t.imageGone}</p>
        ) : src ? (
          <img src={src} alt={picture ? picture.name : ''} onError={() => setBroken(true)} />
        ) : (
          <span class="spin" />
        )}
        {at > 0 && (
          <button type="button" class="viewer-button side left" aria-label={t.previous} onClick={() => show(-1)}>
            <LaterIcon name="previous" size={24} />
          </button>
        )}
        {at >= 0 && at < pictures.length - 1 && (
          <button type="button" class="viewer-button side right" aria-label={t.next} onClick={() => show(1)}>
            <LaterIcon name="next" size={24} />
          </button>
        )}
      </div>
    </div>
  )
}
