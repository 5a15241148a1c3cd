/**
 * A console stays open for days, and releases come meanwhile. Parts of it that are loaded when they are used are then gone
 * from the server: the whole page is loaded anew. What was typed or not sent yet is kept, and is there again.
 */

/** The page goes on working where it cannot be told whether there is a newer one. */
const patienceMs = 10_000
const renewedKey = 'youwen:renewed-to'

let isUnderway = false
const listeners = new Set<() => void>()

export const renewal = {
  isUnderway: () => isUnderway,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

const tell = (value: boolean) => {
  isUnderway = value
  for (const listener of listeners) listener()
}

const entryIn = (page: string) => /\/assets\/index-[\w-]+\.js/.exec(page)?.[0]

/** The script with which the server's page begins now; undefined when it cannot be asked. */
async function entryNow(): Promise<string | undefined> {
  // A question that no cache has an answer to.
  const response = await fetch('/?entry', { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) })
  return response.ok ? entryIn(await response.text()) : undefined
}

/** The service worker answers with the page that it keeps: it is made to fetch the new one first. */
async function renewWorker(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration) return
  await registration.update()
  const worker = registration.installing ?? registration.waiting
  if (!worker) return
  await new Promise<void>((resolve) => {
    const settle = () => /activated|redundant/.test(worker.state) && resolve()
    worker.addEventListener('statechange', settle)
    setTimeout(resolve, patienceMs)
    settle()
  })
}

/** Loads the page anew, as it is on the server now. */
export async function renew(): Promise<void> {
  tell(true)
  await renewWorker().catch(() => undefined)
  location.reload()
}

/** Watches for parts that cannot be loaded because there is a newer release. */
export function renewWhenOutdated(): void {
  addEventListener('vite:preloadError', () => {
    if (isUnderway) return
    tell(true)
    void entryNow()
      .catch(() => undefined)
      .then((entry) => {
        // The same release: the line is bad, and trying again is up to whoever uses the page. Tried once already: it is no help.
        const isNewer = entry !== undefined && !document.querySelector(`script[src="${entry}"]`)
        if (!isNewer || sessionStorage.getItem(renewedKey) === entry) return tell(false)
        sessionStorage.setItem(renewedKey, entry)
        return renew()
      })
  })
}
