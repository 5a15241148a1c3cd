import type { ServerResponse } from 'node:http'
import type { CloseCode } from '@youwen/contract/realtime'
import type { Transport } from './peer.ts'
import type { Outgoing } from './shared-frame.ts'

/** Frames as server-sent events: a `message` event each, and a `close` event in place of a close frame. */
export function createEventStream(
  response: ServerResponse,
  { closeTimeoutMs }: { closeTimeoutMs: number },
): Transport & { beat(): void } {
  return {
    kind: 'eventStream',
    write(frames) {
      if (!response.writableEnded) response.write(frames.map(eventOf).join(''))
    },
    backlogBytes: () => response.writableLength,
    end(code: CloseCode, reason: string) {
      response.end(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
      // Who does not read does not read this either.
      const timer = setTimeout(() => response.destroy(), closeTimeoutMs)
      response.on('close', () => clearTimeout(timer))
    },
    /** Keeps proxies from taking the stream for dead. */
    beat() {
      if (!response.writableEnded) response.write(':\n\n')
    },
  }
}

/** JSON has no bare line breaks, so a frame is one line. */
const eventOf = (frame: Outgoing) => `data: ${typeof frame === 'string' ? frame : frame.json}\n\n`
