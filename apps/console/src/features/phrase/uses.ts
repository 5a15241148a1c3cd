import { api } from '../../platform/api.ts'

/** Uses are told together, some time after the first of them: counting is worth no request of its own. */
const collectMs = 5_000

/** How often I use which phrase. `changed` hears of the counts as they are with what was not told yet. */
export function createUses(changed: (counts: ReadonlyMap<string, number>) => void) {
  let counts = new Map<string, number>()
  let untold = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell() {
    clearTimeout(timer)
    timer = undefined
    if (untold.size === 0) return
    const telling = untold
    untold = new Map()
    const uses = [...telling].map(([phraseId, count]) => ({ phraseId, count }))
    api.phrase.use({ uses }).catch(() => {
      // Told with the next ones.
      for (const [phraseId, count] of telling) untold.set(phraseId, (untold.get(phraseId) ?? 0) + count)
    })
  }

  // A phone may take the page away without another word.
  const onHidden = () => document.visibilityState === 'hidden' && tell()
  document.addEventListener('visibilitychange', onHidden)

  return {
    close() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onHidden)
    },
    async load() {
      const mostUsed = await api.phrase.mostUsed()
      counts = new Map(mostUsed.map(({ phraseId, count }) => [phraseId, count]))
      changed(counts)
    },
    used(phraseId: string) {
      counts = new Map(counts).set(phraseId, (counts.get(phraseId) ?? 0) + 1)
      untold.set(phraseId, (untold.get(phraseId) ?? 0) + 1)
      changed(counts)
      if (untold.size >= 100) tell()
      else timer ??= setTimeout(tell, collectMs)
    },
  }
}
