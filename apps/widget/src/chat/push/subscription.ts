import type { Locale } from '@youwen/contract'
import type { VisitorClient } from '@youwen/sdk/visitor'

/** Whether this browser can be told anything while the page is closed. */
export const canPush = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const patienceMs = 10_000

/** Asks the browser for an address for answers, and tells the server. Rejects where its push service is not reached. */
export async function subscribe(client: VisitorClient, locale: Locale): Promise<void> {
  const [{ publicKey }, { pushManager }] = await Promise.all([
    client.request('/my/webpush') as Promise<{ publicKey: string }>,
    worker(),
  ])
  const key = bytesOf(publicKey)
  const known = await pushManager.getSubscription()
  // Made for another key (the server was set up anew), it is of no use.
  if (known && !isFor(known, key)) await known.unsubscribe()
  const made = await inTime(pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  const { endpoint, keys } = made.toJSON()
  await client.request('/my/webpush', { endpoint, ...keys, locale })
}

/** The address itself stays: other chats of this server may use it. */
export async function unsubscribe(client: VisitorClient): Promise<void> {
  const { pushManager } = await worker()
  const known = await pushManager.getSubscription()
  if (known) await client.request('/my/webpush/end', { endpoint: known.endpoint })
}

/** Not `navigator.serviceWorker.ready`: that may be the desk's, where an agent tries the chat. */
async function worker(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register('/chat/push-worker.js')
  const coming = registration.installing || registration.waiting
  if (!registration.active && coming) {
    await inTime(
      new Promise<void>((resolve) =>
        coming.addEventListener('statechange', () => coming.state === 'activated' && resolve()),
      ),
    )
  }
  return registration
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return Promise.race([work, new Promise<never>((_, reject) => setTimeout(reject, patienceMs))])
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function isFor({ options }: PushSubscription, key: Uint8Array): boolean {
  const known = new Uint8Array(options.applicationServerKey || [])
  return known.length === key.length && known.every((byte, index) => byte === key[index])
}
