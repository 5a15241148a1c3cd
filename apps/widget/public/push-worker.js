// The service worker of chats that are pages of their own: answers that arrive while none of them is looked at.

self.addEventListener('push', (event) => {
  const news = event.data?.json()
  if (news) event.waitUntil(show(news))
})

async function show({ title, body, path }) {
  const looksAtIt = ({ visibilityState }) => visibilityState === 'visible'
  if ((await chats(path)).some(looksAtIt)) return
  await self.registration.showNotification(title, {
    body,
    // Of one chat the latest answer stands for all.
    tag: path,
    renotify: true,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    data: { path },
  })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data.path))
})

/** Pages of this chat, in whatever style. */
async function chats(path) {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all.filter(({ url }) => `${new URL(url).pathname}/`.startsWith(`${path}/`))
}

async function open(path) {
  const [page] = await chats(path)
  return page ? page.focus() : self.clients.openWindow(path)
}
