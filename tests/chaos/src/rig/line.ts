import { WebSocket } from 'ws'

// biome-ignore lint/suspicious/noExplicitAny: a raw line looks into frames of every kind
export type Frame = any

/** A line without a client: sends what it is told to, and waits for answers. */
export async function openLine(url: string, path: string, origin: string | undefined, headers: object = {}) {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { ...(origin && { origin }), headers: { ...headers } })
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  let closedWith: number | undefined
  const wake = () => {
    for (const look of [...waiting]) look()
  }
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    wake()
  })
  socket.on('close', (code) => {
    closedWith = code
    wake()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => {})

  /** The first frame of a type that fits, of those not taken yet. */
  const heard = (type: string, fits: (frame: Frame) => boolean = () => true): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const patience = setTimeout(() => done(() => reject(new Error(`No ${type} within 20 s.`))), 20_000)
      const done = (how: () => void) => {
        clearTimeout(patience)
        waiting.delete(look)
        how()
      }
      const look = () => {
        const at = frames.findIndex((frame) => frame.type === type && fits(frame))
        if (at >= 0) done(() => resolve(frames.splice(at, 1)[0]))
        else if (closedWith !== undefined) done(() => reject(new Error(`Closed with ${closedWith} before ${type}.`)))
      }
      waiting.add(look)
      look()
    })

  const send = (frame: object) => socket.send(JSON.stringify(frame))
  return {
    send,
    heard,
    ask(frame: object, type: string, id?: string) {
      send(frame)
      return heard(type, (answer) => id === undefined || answer.id === id)
    },
    /** Resolves with the code; undefined when it is still open after that long. */
    closed: (limitMs: number): Promise<number | undefined> =>
      new Promise((resolve) => {
        const patience = setTimeout(resolve, limitMs, undefined)
        const look = () => {
          if (closedWith === undefined) return
          clearTimeout(patience)
          waiting.delete(look)
          resolve(closedWith)
        }
        waiting.add(look)
        look()
      }),
    close: () => socket.terminate(),
  }
}
