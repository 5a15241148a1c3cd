import type { Bus } from './bus.ts'

/** Several nodes in one process, for tests: each `join` is a node's own bus. Deliveries wait for the next turn. */
export function createBusNetwork(): { join(): Bus; settled(): Promise<void> } {
  const members = new Set<Map<string, Set<(payload: string) => void>>>()
  let underWay = 0

  const deliver = (listening: Map<string, Set<(payload: string) => void>>, subject: string, payload: string) => {
    underWay++
    setImmediate(() => {
      underWay--
      for (const handler of listening.get(subject) ?? []) handler(payload)
    })
  }

  return {
    join() {
      const own = new Map<string, Set<(payload: string) => void>>()
      members.add(own)
      return {
        isAlone: false,
        isConnected: true,
        publish(subject, payload) {
          for (const member of members) if (member !== own && member.has(subject)) deliver(member, subject, payload)
        },
        subscribe(subject, handler) {
          const handlers = own.get(subject) ?? new Set()
          own.set(subject, handlers.add(handler))
          return () => {
            handlers.delete(handler)
            if (handlers.size === 0) own.delete(subject)
          }
        },
        settled: async () => {},
        onGap: () => () => {},
        async [Symbol.asyncDispose]() {
          members.delete(own)
        },
      }
    },
    async settled() {
      while (underWay > 0) await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const nothing = () => {}

/** For the only node there is: nobody else listens, so nothing is kept for anybody. */
export const createInProcessBus = (): Bus => ({
  isAlone: true,
  isConnected: true,
  publish: nothing,
  subscribe: () => nothing,
  settled: async () => {},
  onGap: () => nothing,
  [Symbol.asyncDispose]: async () => {},
})
