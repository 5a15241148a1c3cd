import { WebSocket as NodeWebSocket } from 'ws'
import { publicOrigin } from '../rig/server.ts'

/** One person's line to the server, over all the sockets it has had. */
export interface Line {
  readonly name: string
  isGreeted: boolean
  /** How often it was lost since the crowd was told to brace itself. */
  drops: number
  readonly heard: (frame: string) => void
  readonly dropped: () => void
}

/** All lines of a crowd, and what happens to them in a storm. */
export function createLines() {
  const lines: Line[] = []
  const sockets = new Set<NodeWebSocket>()
  let droppedAt: number | undefined
  let reachableAt: number | undefined
  let backAt = 0
  let back = 0
  let attempts = 0
  const troubles = new Map<string, number>()

  function lost(line: Line) {
    if (!line.isGreeted) return
    line.isGreeted = false
    if (line.drops++ > 0) back--
    droppedAt ??= performance.now()
    line.dropped()
  }

  function greeted(line: Line) {
    if (line.isGreeted) return
    line.isGreeted = true
    if (line.drops === 0) return
    back++
    backAt = performance.now()
  }

  return {
    add(line: Pick<Line, 'name' | 'heard' | 'dropped'>): Line {
      const added = { ...line, isGreeted: false, drops: 0 }
      lines.push(added)
      return added
    },

    /** For the SDK, in place of the browser's: one that names an origin, and that tells us what it sees. */
    openerFor: (line: Line) => (url: string) => {
      attempts++
      const socket = new NodeWebSocket(url, { origin: publicOrigin, perMessageDeflate: false })
      sockets.add(socket)
      socket.on('open', () => {
        if (droppedAt !== undefined) reachableAt ??= performance.now()
      })
      socket.on('message', (data) => {
        const frame = String(data)
        if (frame.startsWith('{"type":"welcome"')) greeted(line)
        line.heard(frame)
      })
      socket.on('error', ({ message }) => {
        // Each attempt comes from a port of its own, which says nothing.
        const trouble = message.replace(/\d+\.\d+\.\d+\.\d+:\d+/g, '').trim()
        troubles.set(trouble, (troubles.get(trouble) ?? 0) + 1)
      })
      socket.on('close', () => {
        sockets.delete(socket)
        lost(line)
      })
      return socket as unknown as WebSocket
    },

    /** What is counted is counted from here on. */
    brace() {
      for (const line of lines) line.drops = 0
      droppedAt = undefined
      reachableAt = undefined
      back = 0
      attempts = 0
      troubles.clear()
    },

    /** The net fails: every socket is gone in the same moment, and the server lives. */
    cut() {
      for (const socket of [...sockets]) socket.terminate()
    },

    isEverybodyBack: () => back === lines.length,

    /** Milliseconds from the first loss. The server is reachable when it answers the first handshake. */
    report: () => ({
      lines: lines.length,
      back,
      reachableMs: (reachableAt ?? Number.NaN) - (droppedAt ?? Number.NaN),
      backMs: backAt - (droppedAt ?? Number.NaN),
      attempts,
      troubles: [...troubles].map(([what, times]) => `${times} x ${what}`),
    }),
  }
}
export type StormReport = ReturnType<ReturnType<typeof createLines>['report']>
