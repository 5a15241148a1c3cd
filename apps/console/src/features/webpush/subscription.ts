import type { Subscribe, WebpushKind } from '@youwen/contract'
import { api } from '../../platform/api.ts'
import { preferences } from '../../platform/preferences.ts'

/** Whether this browser can be notified at all; an iPhone can where the desk is on its home screen. */
export const canPush = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** The browser's own push service did not answer, as where it cannot be reached. */
export class PushUnavailable extends Error {
  override readonly name = 'PushUnavailable'
}

const readyMs = 10_000

/** In development there is no service worker, and `ready` never comes. */
async function worker(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new PushUnavailable()), readyMs))
  return Promise.race([navigator.serviceWorker.ready, late])
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

const isFor = ({ options }: PushSubscription, key: Uint8Array) => {
  const known = options.applicationServerKey && new Uint8Array(options.applicationServerKey)
  return known?.length === key.length && known.every((byte, index) => byte === key[index])
}

/** Asks the browser for an address for messages, and tells the server. Asking again renews it. */
export async function subscribe(publicKey: string, kinds: WebpushKind[], locale: Subscribe['locale']) {
  const { pushManager } = await worker()
  const key = bytesOf(publicKey)
  const known = await pushManager.getSubscription()
  // Made for another key (the server was set up anew), it is of no use.
  if (known && !isFor(known, key)) await known.unsubscribe()
  const made =
    known && isFor(known, key)
      ? known
      : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => {
          throw new PushUnavailable()
        })
  const { endpoint = '', keys = {} } = made.toJSON()
  const { p256dh = '', auth = '' } = keys
  const told = await api.webpush.subscribe({ endpoint, p256dh, auth, kinds, locale })
  preferences.set({ pushKinds: kinds, pushedTo: nameOf(endpoint, locale) })
  return told
}

/** This browser gives its address up. */
export async function forget(): Promise<void> {
  const { pushManager } = await worker()
  await (await pushManager.getSubscription())?.unsubscribe()
}

const nameOf = (endpoint: string, locale: Subscribe['locale']) => `${locale} ${endpoint}`

/** Whether the browser has another address, or language, than the server was told. Whoever took the permission back said no. */
export async function hasMoved(locale: Subscribe['locale']): Promise<boolean> {
  const known = await addressNow()
  return known !== undefined && nameOf(known, locale) !== preferences.get().pushedTo
}

export async function addressNow(): Promise<string | undefined> {
  if (!canPush || Notification.permission !== 'granted') return undefined
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription())?.endpoint
}
