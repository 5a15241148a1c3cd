/**
 * The page's one connection: presence, page views, unread count. It speaks the protocol of contract/realtime.ts itself,
 * in as few bytes as that takes. It has no timers of its own: `tick` is called about once a second, late in hidden tabs.
 */
import type { VisitorFrameIn, VisitorFrameOut, VisitorHello } from '@youwen/contract'
import { pingIntervalMs } from '@youwen/contract/limits'
import { guard } from '../dom.ts'

/** A connection that says nothing for so long at first is not going to. */
const welcomeMs = 8_000

let socket: WebSocket | undefined
let failures = 0
let isHeard: boolean
/** When to ping, or to connect again, on the monotonic clock: the visitor's own may be wrong and may jump. */
let due = 0
let askedToWaitMs = 0

const at = (ms: number) => {
  due = performance.now() + ms
}

export const send = (frame: VisitorFrameIn) => {
  if (socket && socket.readyState === 1) socket.send(JSON.stringify(frame))
}

/** Unless time stands still, as it does in the back/forward cache, the next tick connects anew. */
export const hangUp = () => {
  const old = socket
  socket = undefined
  due = 0
  if (old) old.close()
}

export const tick = (
  url: string,
  hello: () => VisitorHello,
  received: (frame: VisitorFrameOut) => void,
  /** Could not connect, or was turned away: the close code, 1006 where there is none. */
  lost: (code: number) => void,
) => {
  const drop = (code: number) => {
    hangUp()
    // Close codes (contract/limits.ts) that say "stop" are final.
    at(
      /1009|44(00|26)/.test(code as never)
        ? Infinity
        : askedToWaitMs || (1_000 << Math.min(failures++, 6)) * (0.5 + Math.random()),
    )
    askedToWaitMs = 0
    lost(code)
  }
  if (performance.now() < due) return
  if (socket) {
    if (!isHeard) return drop(1006)
    at(pingIntervalMs)
    send({ type: 'ping' })
  } else {
    at(welcomeMs)
    try {
      const mine = new WebSocket(url)
      socket = mine
      mine.onopen = guard(() => send(hello()))
      mine.onmessage = guard((event: MessageEvent) => {
        const frame = JSON.parse(event.data) as VisitorFrameOut
        isHeard = true
        if (frame.type === 'welcome') failures = 0
        if (frame.type === 'bye') askedToWaitMs = frame.reconnectAfterMs
        if (mine === socket) received(frame)
      })
      // Where a policy forbids the connection, an error is all there is.
      mine.onerror = mine.onclose = guard((event: Event) => mine === socket && drop((event as CloseEvent).code))
    } catch {
      drop(1006)
    }
  }
  isHeard = false
}
