import type { AppointmentCard } from '@youwen/contract'

export type Followed =
  | { readonly status: 'loading' }
  | { readonly status: 'shown'; readonly card: AppointmentCard; readonly isStale: boolean }
  | { readonly status: 'unknown' }
  | { readonly status: 'failed'; readonly isBusy: boolean }

/** How often a page that somebody looks at asks whether anything changed; and how soon after it was not answered. */
const calmMs = 30_000
const eagerMs = 5_000

/**
 * Loads the card and keeps it fresh: by and by, when the page is looked at again, and when the network is back. What was
 * shown stays when the network is gone. Answers how to ask now.
 */
export function follow(token: string, tell: (followed: Followed) => void): () => void {
  let held: AppointmentCard | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false

  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(ask, ms)
  }
  const failed = (isBusy: boolean) => {
    tell(held ? { status: 'shown', card: held, isStale: true } : { status: 'failed', isBusy })
    later(eagerMs)
  }

  async function answered(response: Response) {
    if (response.ok) {
      held = (await response.json()) as AppointmentCard
      tell({ status: 'shown', card: held, isStale: false })
      return later(calmMs)
    }
    // Too many at once, or the server's own trouble: it is there, but not now.
    if (response.status === 429 || response.status >= 500) return failed(true)
    held = undefined
    clearTimeout(timer)
    tell({ status: 'unknown' })
  }

  function ask() {
    clearTimeout(timer)
    if (isAsking || document.visibilityState === 'hidden') return
    isAsking = true
    const done = () => {
      isAsking = false
    }
    fetch(`/api/appointment-cards/${encodeURIComponent(token)}`, { cache: 'no-store' })
      .then(answered)
      .catch(() => failed(false))
      .then(done, done)
  }

  document.addEventListener('visibilitychange', ask)
  window.addEventListener('online', ask)
  ask()
  return ask
}
