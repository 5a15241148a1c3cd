import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFileUrls } from '../../../platform/file-urls.ts'
import styles from './ImageViewer.module.css'

interface Picture {
  readonly id: string
  readonly fileId: string
  readonly name: string
}

interface Props {
  readonly pictures: readonly Picture[]
  readonly shownId: string
  readonly onShow: (id: string) => void
  readonly onClose: () => void
}

/** Full screen: arrows for the neighbours, wheel or + and − to zoom, drag to move, Escape to leave. */
export function ImageViewer({ pictures, shownId, onShow, onClose }: Props) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const at = pictures.findIndex((picture) => picture.id === shownId)
  const picture = pictures[at]
  const [zoom, setZoom] = useState(1)
  const [shift, setShift] = useState({ x: 0, y: 0 })

  useEffect(() => dialog.current?.showModal(), [])

  const show = (step: number) => {
    const next = pictures[at + step]
    if (!next) return
    setZoom(1)
    setShift({ x: 0, y: 0 })
    onShow(next.id)
  }
  const scale = (factor: number) => setZoom((value) => Math.min(8, Math.max(0.25, value * factor)))

  function drag(event: PointerEvent<HTMLImageElement>) {
    const image = event.currentTarget
    image.setPointerCapture(event.pointerId)
    const from = { x: event.clientX - shift.x, y: event.clientY - shift.y }
    const move = (moved: globalThis.PointerEvent) => setShift({ x: moved.clientX - from.x, y: moved.clientY - from.y })
    image.addEventListener('pointermove', move)
    image.addEventListener('lostpointercapture', () => image.removeEventListener('pointermove', move), { once: true })
  }

  if (!picture) return null
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={picture.name}
      onClose={onClose}
      onWheel={(event) => scale(event.deltaY < 0 ? 1.15 : 1 / 1.15)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') show(-1)
        if (event.key === 'ArrowRight') show(1)
        if (event.key === '+' || event.key === '=') scale(1.25)
        if (event.key === '-') scale(0.8)
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes a dialog */}
      <div className={styles.stage} onClick={(event) => event.target === event.currentTarget && onClose()}>
        <Shown fileId={picture.fileId} name={picture.name} zoom={zoom} shift={shift} onDrag={drag} />
      </div>
      <header className={styles.bar}>
        <span className={styles.name}>{picture.name}</span>
        <span className="num">
          {at + 1} / {pictures.length}
        </span>
        <Tool title={t('conversation.viewer.zoomOut')} onClick={() => scale(0.8)} icon={<ZoomOut size={18} />} />
        <Tool title={t('conversation.viewer.zoomIn')} onClick={() => scale(1.25)} icon={<ZoomIn size={18} />} />
        <Save fileId={picture.fileId} />
        <Tool title={t('app.close')} onClick={onClose} icon={<X size={18} />} />
      </header>
      {at > 0 && (
        <button
          type="button"
          className={styles.previous}
          aria-label={t('conversation.viewer.previous')}
          onClick={() => show(-1)}
        >
          <ChevronLeft size={26} />
        </button>
      )}
      {at < pictures.length - 1 && (
        <button
          type="button"
          className={styles.next}
          aria-label={t('conversation.viewer.next')}
          onClick={() => show(1)}
        >
          <ChevronRight size={26} />
        </button>
      )}
    </dialog>
  )
}

const Tool = ({ title, icon, onClick }: { title: string; icon: React.ReactNode; onClick: () => void }) => (
  <button type="button" className={styles.tool} title={title} aria-label={title} onClick={onClick}>
    {icon}
  </button>
)

function Save({ fileId }: { fileId: string }) {
  const { t } = useTranslation()
  const urls = useFileUrls(fileId)
  return (
    <a
      className={styles.tool}
      href={urls?.url}
      title={t('conversation.download')}
      aria-label={t('conversation.download')}
    >
      <Download size={18} />
    </a>
  )
}

interface ShownProps {
  readonly fileId: string
  readonly name: string
  readonly zoom: number
  readonly shift: { readonly x: number; readonly y: number }
  readonly onDrag: (event: PointerEvent<HTMLImageElement>) => void
}

function Shown({ fileId, name, zoom, shift, onDrag }: ShownProps) {
  const urls = useFileUrls(fileId)
  if (!urls?.previewUrl) return null
  return (
    <img
      className={styles.image}
      src={urls.previewUrl}
      alt={name}
      draggable={false}
      style={{ transform: `translate(${shift.x}px, ${shift.y}px) scale(${zoom})` }}
      onPointerDown={onDrag}
    />
  )
}
