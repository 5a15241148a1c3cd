import type { Page } from 'playwright-core'

export interface Search {
  /** From asking to the answer. */
  readonly searchMs: number
  /** From the key that was pressed to the frame that shows the answer. */
  readonly shownMs: number
}

/** Watches the thread that searches, from outside: what it is asked and what it answers. Before a page is loaded. */
export async function watchSearches(page: Page): Promise<{ take(): Promise<Search[]> }> {
  await page.addInitScript(() => {
    const asked = new Map<number, { askedAt: number; keyAt: number }>()
    const done: { searchMs: number; shownMs: number }[] = []
    let keyAt = 0
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        keyAt = timeStamp
      },
      true,
    )
    const Native = Worker
    window.Worker = class extends Native {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given)
        this.addEventListener('message', ({ data }) => {
          const search = asked.get(data.number)
          asked.delete(data.number)
          if (!search) return
          const searchMs = performance.now() - search.askedAt
          // After the frame: what was drawn in it has been handed over.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => done.push({ searchMs, shownMs: performance.now() - search.keyAt })
            port2.postMessage(null)
          })
        })
      }
      override postMessage(message: unknown) {
        const { ask, number } = message as { ask?: string; number?: number }
        if (ask === 'search' && number !== undefined) asked.set(number, { askedAt: performance.now(), keyAt })
        super.postMessage(message)
      }
    }
    Reflect.set(window, 'searchesDone', () => done.splice(0))
  })
  return { take: () => page.evaluate(() => (Reflect.get(window, 'searchesDone') as () => Search[])()) }
}
