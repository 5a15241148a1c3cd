// Loaded by the service worker: what happens to a notification that arrives while no page is open.

self.addEventListener('push', (event) => {
  const news = event.data?.json()
  if (news) event.waitUntil(show(news))
})

async function show({ kind, conversationId, title, body }) {
  const windows = await pages()
  // Whoever looks at a page is told by it. A notification that was asked for to try it is shown anyway.
  if (kind !== 'test' && windows.some(({ visibilityState }) => visibilityState === 'visible')) return
  await self.registration.showNotification(title, {
    body,
    // Of one conversation the latest stands for all.
    tag: conversationId ?? kind,
    renotify: true,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    data: { conversationId },
  })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.conversationId))
})

/** Of the console: the shop of a demo and the chat are at the same address. */
async function pages() {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all.filter(
    ({ url, frameType }) => frameType === 'top-level' && !/^\/(demo|chat|docs)(\/|$)/.test(new URL(url).pathname),
  )
}

async function open(conversationId) {
  const path = conversationId ? `/desk/${conversationId}` : '/desk'
  const [page] = await pages()
  if (!page) return self.clients.openWindow(path)
  // Within a page that is there already nothing is loaded anew, and no draft is lost.
  page.postMessage({ type: 'open', conversationId })
  return page.focus()
}
