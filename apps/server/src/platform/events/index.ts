import type { Logger } from 'pino'
import type { DomainEvent } from '../db/index.ts'

/**
 * How modules of this node hear what happened, after it was committed. Not a queue: what must survive a crash is a job
 * or a row, what other nodes must know goes over the bus.
 */
export interface Events {
  /** Calls every listener, in the order of the events, before it returns; what a listener does afterwards is its own. */
  publish(events: readonly DomainEvent[]): void
  on<E extends DomainEvent>(type: E['type'], handler: (event: E) => void | Promise<void>): () => void
  /** Whether anybody listens: for events that cost something to make. */
  hears(type: string): boolean
  /** Resolves when no listener is at work, not even for an event that another listener published meanwhile. */
  settled(): Promise<void>
}

type Handler = (event: DomainEvent) => void | Promise<void>

export function createEvents({ log }: { log: Pick<Logger, 'error'> }): Events {
  const handlers = new Map<string, Set<Handler>>()
  const atWork = new Set<Promise<void>>()

  /** A listener that throws is a defect of its own; it stops neither the other listeners nor who published. */
  const call = (handler: Handler, event: DomainEvent) => {
    const failed = (cause: unknown) => log.error({ err: cause, event: event.type }, 'an event listener failed')
    try {
      const work = handler(event)
      if (!work) return
      const ended: Promise<void> = work.catch(failed).finally(() => atWork.delete(ended))
      atWork.add(ended)
    } catch (cause) {
      failed(cause)
    }
  }

  return {
    publish(events) {
      for (const event of events) {
        const listening = handlers.get(event.type)
        if (listening) for (const handler of [...listening]) call(handler, event)
      }
    },
    on<E extends DomainEvent>(type: E['type'], handler: (event: E) => void | Promise<void>) {
      // The type is the name by which events are published, so that only an E arrives here.
      const known = handler as Handler
      const listening = handlers.get(type) ?? new Set()
      handlers.set(type, listening.add(known))
      return () => {
        listening.delete(known)
        if (listening.size === 0) handlers.delete(type)
      }
    },
    hears: (type) => handlers.has(type),
    async settled() {
      while (atWork.size > 0) await Promise.all(atWork)
    },
  }
}
