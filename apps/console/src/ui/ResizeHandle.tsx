import type { KeyboardEvent, PointerEvent } from 'react'
import styles from './ResizeHandle.module.css'

interface Props {
  readonly label: string
  readonly width: number
  readonly min: number
  readonly max: number
  /** Which way the pane grows: `1` when it lies left of the handle, `-1` when right. */
  readonly direction: 1 | -1
  readonly onResize: (width: number) => void
  readonly onReset: () => void
}

/** The line between two panes: drag it, move it with the arrow keys, double click for the usual width. */
export function ResizeHandle({ label, width, min, max, direction, onResize, onReset }: Props) {
  const clamp = (value: number) => Math.min(max, Math.max(min, Math.round(value)))

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    const handle = event.currentTarget
    const startX = event.clientX
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => onResize(clamp(width + (moved.clientX - startX) * direction))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onResize(clamp(width + step * direction))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  )
}
