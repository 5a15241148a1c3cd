export interface Point {
  readonly x: number
  readonly y: number
}
export interface Rect extends Point {
  readonly width: number
  readonly height: number
}

/** What is drawn on a screenshot, in its own pixels. */
export type Mark =
  | { readonly type: 'box'; readonly from: Point; readonly to: Point }
  | { readonly type: 'arrow'; readonly from: Point; readonly to: Point }
  | { readonly type: 'text'; readonly from: Point; readonly text: string }

export const markColour = '#e5343d'

export const rectOf = (a: Point, b: Point): Rect => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

/** Lines as thick, and letters as large, as they look right on a picture of this size. */
export const penOf = (width: number) => ({ line: Math.max(2, width / 420), text: Math.max(16, width / 48) })

/** The three strokes of an arrow, as an SVG path. */
export function arrowPath(from: Point, to: Point, headLength: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const wing = (turn: number) =>
    `${to.x - headLength * Math.cos(angle + turn)} ${to.y - headLength * Math.sin(angle + turn)}`
  return `M${from.x} ${from.y}L${to.x} ${to.y}M${wing(0.45)}L${to.x} ${to.y}L${wing(-0.45)}`
}

/** The part that was chosen, with everything drawn on it, as a file. */
export async function renderShot(shot: HTMLCanvasElement, crop: Rect | null, marks: readonly Mark[]): Promise<File> {
  const area = crop ?? { x: 0, y: 0, width: shot.width, height: shot.height }
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(area.width))
  canvas.height = Math.max(1, Math.round(area.height))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('This browser cannot draw.')
  pen.translate(-area.x, -area.y)
  pen.drawImage(shot, 0, 0)
  const { line, text } = penOf(shot.width)
  pen.strokeStyle = markColour
  pen.fillStyle = markColour
  pen.lineWidth = line
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.textBaseline = 'top'
  pen.font = `600 ${text}px sans-serif`
  for (const mark of marks) {
    if (mark.type === 'text') pen.fillText(mark.text, mark.from.x, mark.from.y)
    else if (mark.type === 'arrow') pen.stroke(new Path2D(arrowPath(mark.from, mark.to, line * 6)))
    else {
      const { x, y, width, height } = rectOf(mark.from, mark.to)
      pen.strokeRect(x, y, width, height)
    }
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture could not be made.')
  return new File([blob], 'screenshot.png', { type: 'image/png' })
}
