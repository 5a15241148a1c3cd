import { connect, type NatsConnection, type Subscription } from '@nats-io/transport-node'
import type { Logger } from 'pino'
import type { Bus } from './bus.ts'

/** More than this on its way to NATS unanswered means that NATS does not keep up: further frames are dropped. */
const maxUnansweredBytes = 32 * 1024 * 1024
const flushEveryBytes = 256 * 1024

interface Listener {
  readonly subject: string
  readonly handler: (payload: string) => void
  subscription: Subscription | undefined
}

/**
 * Usable at once: until NATS answers, subscriptions are remembered and publishing is dropped. The connection is
 * sought again for ever, because a node without the bus still serves everybody who is connected to it.
 */
export function createNatsBus({ url, log }: { url: string; log: Pick<Logger, 'warn' | 'info'> }): Bus {
  const listeners = new Set<Listener>()
  const gapHandlers = new Set<() => void>()
  const stopping = new AbortController()
  let nats: NatsConnection | undefined
  let isConnected = false
  let droppedFrames = 0
  let unansweredBytes = 0
  let unflushedBytes = 0

  const listen = (connection: NatsConnection, listener: Listener) => {
    listener.subscription = connection.subscribe(listener.subject, {
      callback: (failure, message) => {
        if (!failure) listener.handler(message.string())
      },
    })
  }

  const cameBack = () => {
    isConnected = true
    unansweredBytes = 0
    unflushedBytes = 0
    log.info({ droppedFrames }, 'the bus is connected')
    droppedFrames = 0
  }

  const watch = async (connection: NatsConnection) => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        isConnected = false
        log.warn('the bus is cut off: other nodes are not heard until it is back')
      } else if (status.type === 'reconnect') {
        cameBack()
        for (const handler of [...gapHandlers]) handler()
      } else if (status.type === 'error') {
        log.warn({ err: status.error }, 'the bus reported an error')
      }
    }
  }

  /** The first connection; later ones are the library's. */
  const connecting = (async () => {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        const connection = await connect({
          servers: url,
          noEcho: true,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 500,
          reconnectJitter: 500,
          pingInterval: 10_000,
          maxPingOut: 2,
          timeout: 5_000,
        })
        if (stopping.signal.aborted) return await connection.close()
        nats = connection
        for (const listener of listeners) listen(connection, listener)
        cameBack()
        void watch(connection)
        // Whoever subscribed before the first connection may have missed something as well.
        if (attempt > 0) for (const handler of [...gapHandlers]) handler()
        return
      } catch (cause) {
        if (attempt % 30 === 0) log.warn({ err: cause }, 'the bus cannot be reached; trying again')
        await pause(1_000, stopping.signal)
      }
    }
  })()

  /** Counts what NATS has not answered for, so that a stalled connection cannot fill the memory. */
  const account = (connection: NatsConnection, sizeBytes: number) => {
    unansweredBytes += sizeBytes
    unflushedBytes += sizeBytes
    if (unflushedBytes < flushEveryBytes) return
    const answered = unflushedBytes
    unflushedBytes = 0
    connection.flush().then(
      () => {
        unansweredBytes = Math.max(0, unansweredBytes - answered)
      },
      () => {}, // the connection broke: counting starts again when it is back
    )
  }

  return {
    isAlone: false,
    get isConnected() {
      return isConnected
    },
    publish(subject, payload) {
      if (!nats || !isConnected || unansweredBytes > maxUnansweredBytes) {
        droppedFrames++
        return
      }
      try {
        nats.publish(subject, payload)
        account(nats, payload.length)
      } catch (cause) {
        // Closing, or larger than NATS takes: like every other loss, the database makes up for it.
        droppedFrames++
        log.warn({ err: cause, sizeBytes: payload.length }, 'the bus refused a frame')
      }
    },
    subscribe(subject, handler) {
      const listener: Listener = { subject, handler, subscription: undefined }
      listeners.add(listener)
      if (nats) listen(nats, listener)
      return () => {
        listeners.delete(listener)
        listener.subscription?.unsubscribe()
      }
    },
    async settled() {
      if (!nats || !isConnected) return
      const enough = new AbortController()
      // A connection that stalls or breaks meanwhile is reported by onGap.
      await Promise.race([nats.flush().catch(() => {}), pause(1_000, enough.signal)])
      enough.abort()
    },
    onGap(handler) {
      gapHandlers.add(handler)
      return () => gapHandlers.delete(handler)
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      isConnected = false
      await connecting
      await nats?.close()
    },
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
