import { App, Button, Input, Modal, Segmented } from 'antd'
import { ArrowUpRight, Crop, Square, Type, Undo2 } from 'lucide-react'
import { type PointerEvent, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { arrowPath, type Mark, markColour, type Point, penOf, type Rect, rectOf, renderShot } from './marks.ts'
import styles from './ScreenshotDialog.module.css'

type Tool = 'crop' | Mark['type']
const tools = [
  { value: 'crop', icon: Crop },
  { value: 'box', icon: Square },
  { value: 'arrow', icon: ArrowUpRight },
  { value: 'text', icon: Type },
] as const

interface Props {
  readonly shot: HTMLCanvasElement
  readonly onSend: (file: File) => void
  readonly onClose: () => void
}

/** Cut out and point out, then send. Everything is in the picture's own pixels. */
export function ScreenshotDialog({ shot, onSend, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [tool, setTool] = useState<Tool>('crop')
  const [crop, setCrop] = useState<Rect | null>(null)
  const [marks, setMarks] = useState<readonly Mark[]>([])
  const [drag, setDrag] = useState<{ readonly from: Point; readonly to: Point }>()
  const [writing, setWriting] = useState<{ readonly at: Point; readonly text: string }>()
  const { width, height } = shot
  const pen = penOf(width)

  // When the place is there: the dialog makes it later than itself.
  const place = useCallback(
    (picture: HTMLElement | null) => {
      shot.className = styles.shot ?? ''
      picture?.prepend(shot)
    },
    [shot],
  )

  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent): Point => {
    const box = currentTarget.getBoundingClientRect()
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
    return {
      x: within(((clientX - box.left) / box.width) * width, width),
      y: within(((clientY - box.top) / box.height) * height, height),
    }
  }
  function finishText() {
    if (writing?.text.trim()) setMarks([...marks, { type: 'text', from: writing.at, text: writing.text.trim() }])
    setWriting(undefined)
  }
  function release() {
    if (!drag) return
    const area = rectOf(drag.from, drag.to)
    const isDrawn = Math.max(area.width, area.height) > pen.line * 3
    if (tool === 'text') {
      finishText()
      setWriting({ at: drag.from, text: '' })
    } else if (tool === 'crop') setCrop(isDrawn ? area : null)
    else if (isDrawn) setMarks([...marks, { type: tool, ...drag }])
    setDrag(undefined)
  }
  async function send() {
    const written: readonly Mark[] = writing?.text.trim()
      ? [...marks, { type: 'text', from: writing.at, text: writing.text.trim() }]
      : marks
    try {
      onSend(await renderShot(shot, crop, written))
    } catch {
      void message.error(t('conversation.screenshot.failed'))
    }
  }

  const shownCrop = drag && tool === 'crop' ? rectOf(drag.from, drag.to) : crop
  const drawn: readonly Mark[] =
    drag && (tool === 'box' || tool === 'arrow') ? [...marks, { type: tool, ...drag }] : marks
  return (
    <Modal
      open
      centered
      maskClosable={false}
      width="min(1100px, 94vw)"
      title={t('conversation.screenshot.title')}
      okText={t('conversation.composer.send')}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className={styles.tools}>
        <Segmented
          value={tool}
          onChange={setTool}
          options={tools.map(({ value, icon: Icon }) => ({
            value,
            icon: <Icon size={15} />,
            label: t(`conversation.screenshot.tools.${value}`),
          }))}
        />
        <Button
          icon={<Undo2 size={15} />}
          disabled={marks.length === 0 && !crop}
          onClick={() => (marks.length > 0 ? setMarks(marks.slice(0, -1)) : setCrop(null))}
        >
          {t('conversation.screenshot.undo')}
        </Button>
        {tool === 'crop' && <span className={styles.hint}>{t('conversation.screenshot.hint')}</span>}
      </div>
      <div
        className={styles.picture}
        ref={place}
        style={{ aspectRatio: `${width} / ${height}`, width: `min(100%, ${(66 * width) / height}vh)` }}
      >
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: a surface to draw on, described by the dialog */}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          className={styles.surface}
          data-tool={tool}
          onPointerDown={(event) => {
            // The dialog would take the focus that the box for words needs.
            event.preventDefault()
            event.currentTarget.setPointerCapture(event.pointerId)
            const at = pointOf(event)
            setDrag({ from: at, to: at })
          }}
          onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
          onPointerUp={release}
        >
          <g fill="none" stroke={markColour} strokeWidth={pen.line} strokeLinecap="round" strokeLinejoin="round">
            {drawn.map((mark) => {
              const key = JSON.stringify(mark)
              if (mark.type === 'box') return <rect key={key} {...rectOf(mark.from, mark.to)} />
              if (mark.type === 'arrow') return <path key={key} d={arrowPath(mark.from, mark.to, pen.line * 6)} />
              return (
                <text
                  key={key}
                  x={mark.from.x}
                  y={mark.from.y}
                  fill={markColour}
                  stroke="none"
                  fontSize={pen.text}
                  fontWeight={600}
                  fontFamily="sans-serif"
                  dominantBaseline="text-before-edge"
                >
                  {mark.text}
                </text>
              )
            })}
          </g>
          {shownCrop && (
            <>
              <path
                className={styles.veil}
                fillRule="evenodd"
                d={`M0 0H${width}V${height}H0ZM${shownCrop.x} ${shownCrop.y}v${shownCrop.height}h${shownCrop.width}v${-shownCrop.height}Z`}
              />
              <rect className={styles.crop} {...shownCrop} strokeWidth={pen.line} />
            </>
          )}
        </svg>
        {writing && (
          <Input
            autoFocus
            className={styles.text}
            style={{
              left: `min(${(writing.at.x / width) * 100}%, 100% - 200px)`,
              top: `min(${(writing.at.y / height) * 100}%, 100% - 32px)`,
            }}
            value={writing.text}
            maxLength={60}
            placeholder={t('conversation.screenshot.text')}
            onChange={(event) => setWriting({ ...writing, text: event.target.value })}
            onPressEnter={finishText}
            onKeyDown={(event) => {
              // The word is given up, not the picture.
              if (event.key !== 'Escape') return
              event.stopPropagation()
              setWriting(undefined)
            }}
          />
        )}
      </div>
    </Modal>
  )
}
