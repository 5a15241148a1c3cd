import { type AppointmentLook, appointmentLooks } from '@youwen/contract/appointment-looks'
import { linesOf, type Shown } from './card.ts'
import { squaresOf } from './qr.ts'

/** Of the card in points; three pixels each, so that it stays sharp on every phone. */
const width = 360
const edge = 22
const margin = 16
const scale = 3
const family =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", Helvetica, Arial, sans-serif'
const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace'

interface Text {
  readonly text: string
  readonly font: string
  readonly colour: string
  readonly x: number
  readonly y: number
  readonly align: 'left' | 'right'
}

/** Words in lines that fit: at blanks where there are some, anywhere else, as Chinese is set. */
function wrapped(brush: CanvasRenderingContext2D, text: string, room: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const piece of paragraph.match(/[\u0021-\u024f]+|[\s\S]/g) || []) {
      if (line && brush.measureText(line + piece).width > room) {
        lines.push(line)
        line = piece === ' ' ? '' : piece
      } else line += piece
    }
    lines.push(line)
  }
  return lines
}

/** The card as it stands on the page, drawn anew: a page cannot take a picture of itself. */
export function pictureOf(shown: Shown): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d')
  if (!brush) return Promise.reject(new Error('This browser cannot draw.'))
  const look = appointmentLooks[shown.card.style]
  const texts: Text[] = []
  const inner = width - edge * 2

  /** Puts text down and answers where the next may stand. */
  const put = (
    text: string,
    y: number,
    size: number,
    colour: string,
    more: Partial<Text> & { weight?: number } = {},
  ) => {
    const font = more.font || `${more.weight || 400} ${size}px ${family}`
    brush.font = font
    const room = more.align === 'right' ? inner * 0.66 : width - edge - (more.x || edge)
    let at = y
    for (const line of wrapped(brush, text, room)) {
      at += size * 1.4
      texts.push({ text: line, font, colour, x: more.x || edge, y: at - size * 0.35, align: more.align || 'left' })
    }
    return at
  }

  // The head.
  const { card, when, words } = shown
  let y = put(card.company, 18, 13, look.soft)
  y = put(card.title, y, 21, look.text, { weight: 600 }) + 16
  const timeFont = `700 52px ${family}`
  brush.font = timeFont
  const dayX = edge + brush.measureText(when.time).width + 14
  put(when.date, y + 10, 15, look.text, { weight: 600, x: dayX })
  put(`${when.weekday} ${when.zone}`.trim(), y + 31, 15, look.soft, { x: dayX })
  y = put(when.time, y - 8, 52, look.text, { font: timeFont })
  y = put(card.place, y, 15, look.text, { weight: 500 })
  const notch = y + 20

  // The stub.
  y = notch + 16
  for (const { name, text } of linesOf(shown)) {
    put(name, y, 15, look.stubSoft)
    y = put(text, y, 15, look.stubText, { weight: 500, align: 'right', x: width - edge }) + 6
  }
  const codeY = y + 14
  const codeX = edge + 124 + 18
  put(words.number, codeY + 22, 13, look.stubSoft, { x: codeX })
  put(card.number, codeY + 40, 22, look.stubText, { font: `700 22px ${mono}`, x: codeX })
  put(words.show, codeY + 74, 13, look.stubSoft, { x: codeX })
  const height = codeY + 124 + 22

  canvas.width = (width + margin * 2) * scale
  canvas.height = (height + margin * 2) * scale
  brush.scale(scale, scale)
  brush.fillStyle = '#eceef3'
  brush.fillRect(0, 0, width + margin * 2, height + margin * 2)
  brush.translate(margin, margin)
  drawGround(brush, look, notch, height)
  drawCode(brush, shown.url, edge, codeY)
  for (const { text, font, colour, x, y: at, align } of texts) {
    brush.font = font
    brush.fillStyle = colour
    brush.textAlign = align
    brush.fillText(text, x, at)
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((png) => (png ? resolve(png) : reject(new Error('The picture was not made.'))), 'image/png')
  })
}

/** Head, stub, and the notch between them. */
function drawGround(brush: CanvasRenderingContext2D, look: AppointmentLook, notch: number, height: number) {
  const round = 14
  brush.save()
  brush.beginPath()
  brush.moveTo(round, 0)
  brush.arcTo(width, 0, width, round, round)
  brush.arc(width, notch, 7, -Math.PI / 2, Math.PI / 2, true)
  brush.arcTo(width, height, width - round, height, round)
  brush.arcTo(0, height, 0, height - round, round)
  brush.arc(0, notch, 7, Math.PI / 2, -Math.PI / 2, true)
  brush.arcTo(0, 0, round, 0, round)
  brush.clip()
  brush.fillStyle = look.stub
  brush.fillRect(0, 0, width, height)
  const slope = brush.createLinearGradient(0, 0, width, notch)
  slope.addColorStop(0, look.from)
  slope.addColorStop(1, look.to)
  brush.fillStyle = slope
  brush.fillRect(0, 0, width, notch)

  brush.strokeStyle = look.line
  const { width: step, height: rise, path } = look.pattern
  const tile = new Path2D(path)
  for (let x = 0; x < width; x += step) {
    for (let y = 0; y < notch; y += rise) {
      brush.save()
      brush.beginPath()
      brush.rect(0, 0, width, notch)
      brush.clip()
      brush.translate(x, y)
      brush.beginPath()
      brush.rect(0, 0, step, rise)
      brush.clip()
      // As on the page, it fades away from the upper right.
      brush.globalAlpha = 0.16 * Math.max(0, Math.min(1, (x / width) * 1.3 - (y / notch) * 0.3))
      brush.stroke(tile)
      brush.restore()
    }
  }
  brush.strokeStyle = look.stubSoft
  brush.globalAlpha = 0.4
  brush.lineWidth = 2
  brush.setLineDash([5, 5])
  brush.beginPath()
  brush.moveTo(14, notch)
  brush.lineTo(width - 14, notch)
  brush.stroke()
  brush.restore()
}

function drawCode(brush: CanvasRenderingContext2D, url: string, x: number, y: number) {
  const squares = squaresOf(url)
  brush.fillStyle = '#fff'
  brush.fillRect(x, y, 124, 124)
  brush.fillStyle = '#14161f'
  const step = 124 / (squares.length + 4)
  squares.forEach((row, down) => {
    row.forEach((isDark, across) => {
      // A hair wider, so that no seams show between them.
      if (isDark) brush.fillRect(x + (across + 2) * step, y + (down + 2) * step, step + 0.2, step + 0.2)
    })
  })
}
