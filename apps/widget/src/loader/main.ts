/**
 * What the snippet loads: draws the button and keeps the page's one connection. Everything that is needed only once
 * somebody wants to chat is in `panel/`, loaded then. Its size is a promise (2.5 KB gzip), hence tuples in place of
 * objects and one timer for everything that takes time.
 */
import type {
  Invitation,
  Message,
  PageInfo,
  StyleLook,
  VisitorConversation,
  VisitorFrameOut,
  VisitorHello,
  VisitorWelcome,
} from '@youwen/contract'
import { protocolVersion } from '@youwen/contract/limits'
import { guard, make } from '../dom.ts'
import type { CreatePanel, Panel } from '../panel/main.ts'
import type { ProductScript } from '../product/main.ts'
import { createButton } from './button.ts'
import { keep, recall } from './keep.ts'
import { tick as beat, hangUp, send } from './line.ts'

/** `Youwen('open')`. Before this script has arrived, a function of the page's own that collects calls in `q`. */
interface Youwen {
  (...call: unknown[]): void
  q?: unknown[][]
  /** Marks the real one: the snippet may stand in a page twice. */
  isLoaded?: boolean
}

/** Where the server cannot be reached to tell the style. */
const plainLook = {
  accent: '#4457d9',
  position: 'right',
  offsetX: 24,
  offsetY: 24,
  buttonText: { 'zh-CN': '咨询', 'en-US': 'Chat' },
} as StyleLook

const start = (script: HTMLScriptElement, scope: { Youwen?: Youwen | undefined }) => {
  const early: Partial<Youwen> = scope.Youwen || {}
  if (early.isLoaded) return

  const { site, style, lang } = script.dataset as { site: string; style?: string; lang?: string }
  const { origin } = new URL(script.src)
  const address = `${origin}/chat/${site}${style ? `/${style}` : ''}`
  const { doNotTrack, language, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean }
  /** "Do not track": the visitor may chat, but leaves no trail of pages. */
  const mayTrack = doNotTrack !== '1' && !globalPrivacyControl
  const listeners: [name: unknown, listener: (value: unknown) => void][] = []

  /** Known once the server has answered, or failed to: before that there is no button, and nothing opens. */
  let look: StyleLook | undefined
  let panel: Panel | undefined
  let isPanelAsked: boolean | undefined
  let isOpen = false
  let isHidden: boolean | undefined
  /** Somebody would like to talk to the visitor; drawn by the panel. */
  let invitation: Invitation | null | undefined
  let unread = 0
  let text: string
  let sentToken: string
  let url = location.href
  let referrer = document.referrer
  let ownTitle: string
  let flashTitle: string | undefined

  const emit = (name: string, value?: unknown) => {
    listeners.map((each) => each[0] === name && guard(each[1])(value))
  }
  const draw = () => {
    if (!look) return
    // A style that leaves it to the browser says "auto".
    text = look.buttonText[/^(auto)?zh/i.test(lang || look.locale + language) ? 'zh-CN' : 'en-US']
    paint(look, text, isHidden as boolean, unread)
    if (isOpen || invitation) askForPanel()
    if (panel) panel(isOpen, invitation)
  }
  const page = (): PageInfo | undefined =>
    mayTrack
      ? { url: url.slice(0, 2_000), title: document.title.slice(0, 300), referrer: referrer.slice(0, 2_000) }
      : undefined
  const reportPage = () => {
    if (mayTrack) send({ type: 'page', page: page() as PageInfo })
  }
  const setUnread = (count: number) => {
    if (count === unread) return
    unread = count
    draw()
    emit('unread', count)
  }
  const hello = () => {
    sentToken = recall(site)
    return {
      type: 'hello',
      protocol: protocolVersion,
      site,
      styleId: style,
      token: sentToken,
      role: 'page',
      page: page(),
      device: {
        screen: `${screen.width}x${screen.height}`,
        language,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    } as VisitorHello
  }
  const received = (incoming: VisitorFrameOut) => {
    if (incoming.type === 'welcome') {
      // Two tabs of a new visitor: whoever was welcomed first is who both are.
      const kept = recall(site)
      if (!sentToken && kept && kept !== incoming.token) return hangUp()
      keep(site, incoming.token)
      look = incoming.style.look
      // The chat in its frame counts by itself, and knows what has been seen.
      if (!panel) setUnread(incoming.unread)
      // Who talks with us is asked what he is looking at, also where the chat is closed.
      if (incoming.conversation) load('product', draw)
    }
    // `invitation`, and the welcome that repeats it on the next page: no other frame begins like them.
    if (/^[iw]/.test(incoming.type)) {
      invitation = (incoming as VisitorWelcome).invitation
      draw()
    }
    if (panel) return
    // An agent or a robot, neither the visitor nor the system.
    const told = incoming as { message?: Message; conversation?: VisitorConversation }
    if (told.message && /t$/.test(told.message.from)) setUnread(unread + 1)
    // Also in the welcome, which has said 0 already then.
    if (told.conversation && told.conversation.visitorReadSeq >= told.conversation.lastSeq) setUnread(0)
  }
  const lost = (code: number) => {
    if (/4401|4440/.test(code as never)) keep(site, '')
    // This page may not carry this site's chat: then it has no button either.
    if (code === 4403) destroy()
    else {
      look = look || plainLook
      draw()
    }
  }
  const adopt = (token: string) => {
    if (token === recall(site)) return
    keep(site, token)
    hangUp()
  }
  /** More of us; what it is that says which product the page shows speaks over this connection. */
  const load = (name: string, failed: () => void) => {
    const made = make('script', document.head) as ProductScript
    made.onerror = guard(failed)
    made.nonce = script.nonce
    made.send = send
    try {
      made.src = `${origin}/w-${name}.js`
    } catch {
      // Where only trusted types make scripts.
      failed()
    }
  }
  const askForPanel = () => {
    if (isPanelAsked) return
    isPanelAsked = true
    load('panel', withoutPanel)
  }
  /** The page forbids it, or it did not arrive: who wants to chat gets a window of its own, and the next try is a new one. */
  const withoutPanel = () => {
    isPanelAsked = false
    if (!isOpen) return
    setOpen(false)
    open(address)
  }
  const setOpen = (wanted: boolean) => {
    if (wanted === isOpen) return
    isOpen = wanted
    draw()
    if (!isOpen) button.focus()
    emit(isOpen ? 'open' : 'close')
  }
  const [host, root, button, paint] = createButton(() => setOpen(!isOpen), askForPanel)

  const destroy = () => {
    setOpen(false)
    if (panel) panel(null)
    hangUp()
    clearInterval(timer)
    host.remove()
    scope.Youwen = undefined
  }
  const commands: { [command: string]: (...rest: never[]) => void } = {
    open: () => setOpen(true),
    close: () => setOpen(false),
    show: () => {
      isHidden = false
      draw()
    },
    hide: () => {
      setOpen(false)
      isHidden = true
      draw()
    },
    page: reportPage,
    on: (...each: [name: string, listener: () => void]) => listeners.push(each),
    destroy,
    /** For `panel/main.ts` alone. */
    panel: (create: CreatePanel) => {
      panel = create(
        root,
        origin,
        address,
        text,
        look as StyleLook,
        lang,
        site,
        recall,
        look === plainLook && page,
        setOpen,
        setUnread,
        adopt,
      )
      draw()
    },
  }
  const obey: Youwen = guard((command: unknown, ...rest: unknown[]) =>
    (commands[command as string] as (...rest: unknown[]) => void)(...rest),
  )
  obey.isLoaded = true
  scope.Youwen = obey

  // A page in the back/forward cache must not hold a socket. After `destroy` there is none, and this does nothing.
  addEventListener('pagehide', hangUp)
  addEventListener('online', hangUp)

  const tick = guard(() => {
    beat(`${origin.replace('http', 'ws')}/realtime/visitor`, hello, received, lost)
    // Looked at rather than hooked: the page's own `history` stays untouched, whatever router it has.
    if (url !== location.href) {
      referrer = url
      url = location.href
      reportPage()
    }
    if (document.title === flashTitle) document.title = ownTitle
    else if (unread && document.hidden) {
      ownTitle = document.title
      document.title = flashTitle = `(${unread}) ${text}`
    }
  })
  tick()
  const timer = setInterval(tick, 1_000)
  if (early.q) early.q.map((call) => obey(...call))
}

guard(() =>
  start(
    (document.currentScript || document.querySelector('script[data-site]')) as HTMLScriptElement,
    window as { Youwen?: Youwen },
  ),
)()
