const failuresToRest = 5
const restMs = 30_000

interface Circuit {
  failures: number
  /** Nobody asks before this moment; then one does, and the others wait for what he finds. */
  restsUntil: number
}

/** Leaves alone for a while what has failed again and again, for its sake and so that nobody waits for it in vain. */
export function createCircuits({ now }: { now: () => Date }) {
  const circuits = new Map<string, Circuit>()
  return {
    mayAsk(place: string): boolean {
      const circuit = circuits.get(place)
      if (!circuit || circuit.failures < failuresToRest) return true
      const at = now().getTime()
      if (at < circuit.restsUntil) return false
      circuit.restsUntil = at + restMs
      return true
    },
    forgetThose(areMeant: (place: string) => boolean): void {
      for (const place of [...circuits.keys()]) if (areMeant(place)) circuits.delete(place)
    },
    answered: (place: string) => void circuits.delete(place),
    failed(place: string): void {
      const failures = (circuits.get(place)?.failures ?? 0) + 1
      circuits.set(place, { failures, restsUntil: now().getTime() + restMs })
    },
  }
}
