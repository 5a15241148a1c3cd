import './compat.ts'
import './ui/base.css'
import './ui/head.css'
import './ui/stream.css'
import './ui/composer.css'
import './ui/calm.css'
import { effect } from '@preact/signals'
import { browserStorage } from '@youwen/sdk/storage'
import { createVisitorClient } from '@youwen/sdk/visitor'
import { render } from 'preact'
import type { Greeting, ToChat, ToPage } from '../bridge.ts'
import { type Chat, createChat } from './chat.ts'
import { awaitGreeting, readAddress } from './entrance.ts'
import { fitToScreen, titleOf } from './screen.ts'
import { applyAccent } from './theme.ts'
import { App } from './ui/App.tsx'

/** How long the skeleton stands for a connection that does not come before we say so. */
const patienceMs = 2_500

const address = readAddress(location, window.parent !== window)
const root = document.getElementById('chat') as HTMLElement

function start(greeting: Greeting | null, port: MessagePort | null): void {
  const storage = browserStorage()
  const tellPage = (message: ToPage) => port?.postMessage(message)
  if (greeting) applyAccent(greeting.accent)
  tellPage({ type: 'ready' })

  const client = createVisitorClient({
    url: location.origin,
    site: address.site,
    role: 'chat',
    storage,
    device: {
      screen: `${screen.width}x${screen.height}`,
      language: navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || '',
    },
    ...(address.styleId && { styleId: address.styleId }),
    ...(greeting?.token && { token: greeting.token }),
    ...(!greeting && { page: { url: location.href, title: document.title, referrer: document.referrer } }),
    ...(greeting?.page && { page: greeting.page }),
  })
  client.on('token', (token) => tellPage({ type: 'token', token }))
  const chat = createChat({
    client,
    site: address.site,
    storage,
    isFrame: greeting !== null,
    lang: greeting?.lang,
    panel: greeting ?? { isOpen: true, isFull: true },
    tellPage,
  })
  if (port)
    port.onmessage = ({ data }: MessageEvent<ToChat>) => {
      if (data.type === 'panel') chat.panel.value = data
    }

  effect(() => {
    const { site } = chat.state.value
    if (site) applyAccent(site.look.accent)
  })
  effect(() => {
    const { site, unread } = chat.state.value
    document.documentElement.lang = chat.locale.value
    if (site) {
      const title = site.look.title[chat.locale.value] || site.name
      titleOf(title, unread && !chat.isSeen.value ? chat.words.value.newMessages(unread) : '')
    }
  })
  showWhenKnown(chat)
}

/** The skeleton in the HTML stays until there is something truer to show. */
function showWhenKnown(chat: Chat): void {
  let isShown = false
  const show = () => {
    if (isShown) return
    isShown = true
    root.textContent = ''
    render(<App chat={chat} />, root)
  }
  setTimeout(show, patienceMs)
  effect(() => {
    const { site, connection } = chat.state.value
    if (site || connection.status === 'stopped') show()
  })
}

fitToScreen(root)
if (address.isFrame) awaitGreeting().then(({ greeting, port }) => start(greeting, port))
else start(null, null)
