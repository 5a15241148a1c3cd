import type { SmsProvider } from '@youwen/contract'

const failuresToRest = 4
export const restMs = 30_000

/**
 * A provider that does not answer is left alone for a while: each request to it holds one of the few hands that do things in
 * the background, and other things wait for them. In a rest one message tries now and then, the others wait for what it finds.
 */
export function createRests({ now }: { now: () => Date }) {
  const rests = new Map<SmsProvider, { failures: number; until: number }>()
  return {
    mayAsk(provider: SmsProvider): boolean {
      const rest = rests.get(provider)
      if (!rest || rest.failures < failuresToRest) return true
      const at = now().getTime()
      if (at < rest.until) return false
      rest.until = at + restMs
      return true
    },
    answered: (provider: SmsProvider) => void rests.delete(provider),
    failed(provider: SmsProvider): void {
      const failures = (rests.get(provider)?.failures ?? 0) + 1
      rests.set(provider, { failures, until: now().getTime() + restMs })
    },
  }
}
