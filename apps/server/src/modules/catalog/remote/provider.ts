import type { CatalogTrouble, ProvidedKind } from '@youwen/contract'
import type { Asked, CatalogProvider, Provided, Provision } from '../provider.ts'
import { createCircuits } from './circuit.ts'
import { createKeep } from './keep.ts'
import type { RemoteAnswer, RemoteRequest, RemoteSystem } from './request.ts'

/** So long an answer is as good as a new one. */
const freshMs = 60_000
/** So long it is better than none. */
const staleMs = 24 * 60 * 60_000
const keptBytes = 32 * 1024 * 1024

type Page = Pick<RemoteAnswer<ProvidedKind>, 'items' | 'next'>
/** Our own doing: it says nothing about how the other side is. */
const ours: ReadonlySet<CatalogTrouble> = new Set(['busy', 'no_address', 'no_key', 'malformed', 'plain_http'])

/**
 * A company's own system, made bearable: an answer is remembered for a minute and, when the system fails, shown for a
 * day with its age; the same question is asked once however many wait for it; a system that keeps failing is left alone.
 */
export function createRemoteProviders({ request, now }: { request: RemoteRequest; now: () => Date }) {
  const keep = createKeep<Page>({ maxBytes: keptBytes })
  const circuits = createCircuits({ now })
  const underWay = new Map<string, Promise<RemoteAnswer<ProvidedKind>>>()

  function once(key: string, ask: () => Promise<RemoteAnswer<ProvidedKind>>) {
    const running = underWay.get(key)
    if (running) return running
    const asking = ask().finally(() => {
      if (underWay.get(key) === asking) underWay.delete(key)
    })
    underWay.set(key, asking)
    return asking
  }

  /** How often a company's settings have changed: what was asked before is not remembered after. */
  const changes = new Map<string, number>()

  function of(system: RemoteSystem): CatalogProvider {
    const { companyId } = system
    const place = placeOf(companyId, system.url)

    async function ask(kind: ProvidedKind, asked: Asked[ProvidedKind], fresh: boolean): Promise<Provision<unknown>> {
      const key = `${place} ${JSON.stringify([kind, asked])}`
      const kept = keep.find(key)
      const ageMs = kept ? now().getTime() - kept.at.getTime() : Number.POSITIVE_INFINITY
      if (kept && !fresh && ageMs < freshMs) return { ...kept.value, state: 'current', asOf: kept.at, trouble: null }

      const fallBack = (trouble: CatalogTrouble): Provision<unknown> =>
        kept && ageMs < staleMs
          ? { ...kept.value, state: 'stale', asOf: kept.at, trouble }
          : { items: [], next: null, state: 'failed', asOf: null, trouble }
      // Who insists may try: he is looking at it.
      if (!fresh && !circuits.mayAsk(place)) return fallBack('resting')

      const at = now()
      const change = changes.get(companyId)
      const answer = await once(key, () => request(system, kind, asked))
      const isAsItWas = changes.get(companyId) === change
      if (answer.trouble !== null) {
        if (isAsItWas && !ours.has(answer.trouble)) circuits.failed(place)
        return fallBack(answer.trouble)
      }
      circuits.answered(place)
      const { items, next } = answer
      if (isAsItWas) keep.put(key, { value: { items, next }, at, sizeBytes: answer.sizeBytes + 2 * key.length })
      return { items, next, state: 'current', asOf: at, trouble: null }
    }

    return {
      ask: async <Kind extends ProvidedKind>(kind: Kind, asked: Asked[Kind], { fresh = false } = {}) =>
        (await ask(kind, asked, fresh)) as Provision<Provided[Kind]>,
      // Its pages are its own business: the company's rules say which product a page shows.
      onPages: async () => new Map(),
    }
  }

  return {
    of,
    /** Its settings or keys are others: what its system said, or failed to say, was another question. */
    forget(companyId: string): void {
      changes.set(companyId, (changes.get(companyId) ?? 0) + 1)
      const isIts = (name: string) => name.startsWith(placeOf(companyId, ''))
      keep.forgetThose(isIts)
      circuits.forgetThose(isIts)
      for (const key of [...underWay.keys()]) if (isIts(key)) underWay.delete(key)
    },
  }
}

const placeOf = (companyId: string, url: string) => `${companyId} ${url}`
