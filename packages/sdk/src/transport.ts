/** One attempt to be connected. Nothing is heard from it after `closed`, or after its own `close` was called. */
export interface Transport {
  send(frame: string): void
  close(): void
}

export interface TransportEvents {
  frame(text: string): void
  closed(code: number, reason: string): void
}

/** Sends `hello` as its first frame. */
export type OpenTransport = (hello: string, on: TransportEvents) => Transport

/** What a closed connection has for a code when nobody said one. */
const abnormal = 1006

/** Events of a transport that is over reach nobody, whatever its socket still does. */
function untilOver(on: TransportEvents) {
  let isOver = false
  return {
    isOver: () => isOver,
    end: () => {
      isOver = true
    },
    frame: (data: unknown) => {
      if (!isOver && typeof data === 'string') on.frame(data)
    },
    closed: (code: number, reason: string) => {
      if (isOver) return
      isOver = true
      on.closed(code, reason)
    },
  }
}

/** `WebSocket.CLOSED`, which is no global in every runtime. */
const closedState = 3

export function webSocketTransport(open: () => WebSocket): OpenTransport {
  return (hello, on) => {
    const guard = untilOver(on)
    let socket: WebSocket | undefined
    try {
      socket = open()
      socket.onopen = () => socket?.send(hello)
      socket.onmessage = (event) => guard.frame(event.data)
      socket.onclose = (event) => guard.closed(event.code, event.reason)
      // `onclose` follows, but not where a page's policy forbids the connection: that is over at once, and only an error
      // says so. Without a listener Node's `ws` would throw.
      socket.onerror = () => {
        if (socket?.readyState === closedState) guard.closed(abnormal, 'connection refused')
      }
    } catch (error) {
      // A page's policy or a broken web view forbids it. Later, because the caller does not hold the transport yet.
      setTimeout(() => guard.closed(abnormal, String(error)))
    }
    return {
      send: (frame) => socket?.send(frame),
      close: () => {
        guard.end()
        socket?.close(1000)
      },
    }
  }
}

/** The same frames where a proxy lets no WebSocket through: one stream of events down, one POST at a time up. */
export function eventStreamTransport(base: string, openEventSource: (url: string) => EventSource): OpenTransport {
  return (hello, on) => {
    const guard = untilOver(on)
    let source: EventSource | undefined
    let connection = ''
    let outgoing: string[] = []
    let isPosting = false

    const end = () => {
      source?.close()
      outgoing = []
    }
    const fail = (code: number, reason: string) => {
      end()
      guard.closed(code, reason)
    }
    const post = (path: string, body: string) => {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (connection) headers['x-connection'] = connection
      return fetch(base + path, { method: 'POST', headers, body, credentials: 'same-origin' })
    }
    const flush = () => {
      if (isPosting || !connection || outgoing.length === 0) return
      const frames = outgoing
      outgoing = []
      isPosting = true
      post('/frames', `[${frames.join(',')}]`).then(
        (response) => {
          isPosting = false
          if (response.ok) flush()
          else fail(abnormal, `frames: ${response.status}`)
        },
        (error) => fail(abnormal, String(error)),
      )
    }

    post('/open', hello)
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`open: ${response.status}`))))
      .then((answer: { connection: string }) => {
        if (guard.isOver()) return
        connection = answer.connection
        source = openEventSource(`${base}/stream?c=${encodeURIComponent(connection)}`)
        source.onmessage = (event) => guard.frame(event.data)
        source.addEventListener('close', (event) => {
          const { code, reason } = JSON.parse((event as MessageEvent<string>).data)
          fail(code, reason)
        })
        // It would come back by itself, to a stream that is no more: every loss begins anew with a greeting.
        source.onerror = () => fail(abnormal, 'stream lost')
        flush()
      })
      .catch((error) => fail(abnormal, String(error)))

    return {
      send: (frame) => {
        outgoing.push(frame)
        flush()
      },
      close: () => {
        guard.end()
        end()
      },
    }
  }
}
