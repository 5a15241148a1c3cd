import type { Bus } from '../platform/bus/index.ts'

export interface CoalescerParts {
  readonly bus: Pick<Bus, 'publish' | 'subscribe' | 'isAlone'>
  /** Under which nodes tell each other what changed. */
  readonly subject: string
  readonly everyMs: number
  /** Whether anybody on this node wants to know. */
  readonly isWatched: (companyId: string) => boolean
  readonly tell: (companyId: string, keys: ReadonlySet<string>) => Promise<void>
  readonly onTrouble: (error: unknown) => void
}

/**
 * Gathers what changed, whoever changed it, and has it told a few times a second, each thing once. Nobody watching costs
 * nothing: a node then only passes names on to the others, and a single one not even that.
 */
export function createCoalescer({ bus, subject, everyMs, isWatched, tell, onTrouble }: CoalescerParts) {
  const changed = new Map<string, Set<string>>()
  const toOthers = new Map<string, Set<string>>()
  const working = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined

  const put = (into: Map<string, Set<string>>, companyId: string, keys: readonly string[]) => {
    const those = into.get(companyId) ?? new Set()
    for (const key of keys) those.add(key)
    into.set(companyId, those)
    timer ??= setTimeout(flush, everyMs)
  }

  function flush() {
    timer = undefined
    for (const [companyId, keys] of toOthers) bus.publish(subject, JSON.stringify([companyId, ...keys]))
    toOthers.clear()
    const now = [...changed]
    changed.clear()
    for (const [companyId, keys] of now) {
      if (!isWatched(companyId)) continue
      const work = tell(companyId, keys)
        .catch(onTrouble)
        .finally(() => working.delete(work))
      working.add(work)
    }
  }

  const stop = bus.subscribe(subject, (payload) => {
    const [companyId, ...keys] = JSON.parse(payload) as [string, ...string[]]
    if (isWatched(companyId)) put(changed, companyId, keys)
  })

  return {
    mark(companyId: string, ...keys: readonly string[]) {
      if (isWatched(companyId)) put(changed, companyId, keys)
      if (!bus.isAlone) put(toOthers, companyId, keys)
    },
    async [Symbol.asyncDispose]() {
      stop()
      clearTimeout(timer)
      await Promise.all(working)
    },
  }
}
