/**
 * Loaded by the loader when somebody is about to chat: the panel, the chat's frame in it, and the private port to it.
 */
import type { Invitation, PageInfo, StyleLook } from '@youwen/contract'
import type { Greeting, ToChat, ToPage } from '../bridge.ts'
import { onAccent } from '../colour.ts'
import { guard, make, style } from '../dom.ts'
import type { BoxScript, CreateInvitationBox } from '../invite/main.ts'
import type { ProductScript } from '../product/main.ts'

/** Called after each drawing of the button: shows or hides the panel and the box; `null` takes everything back. */
export type Panel = (isOpen: boolean | null, invitation?: Invitation | null) => void

/** What the loader hands over, in positions rather than names, because its bytes are counted. */
export type CreatePanel = (
  root: Node,
  origin: string,
  address: string,
  title: string,
  look: StyleLook,
  lang: string | undefined,
  site: string,
  recall: (site: string) => string,
  /** What the loader's own connection has not reported, if it could not. */
  page: false | (() => PageInfo | undefined),
  setOpen: (isOpen: boolean) => void,
  setUnread: (count: number) => void,
  adopt: (token: string) => void,
) => Panel

/** Known only while this script runs for the first time: what the loader put on it, and on the one of the product. */
const { nonce, send } = document.currentScript as ProductScript

/** After so long without a sign from the frame we offer the chat's own address. */
const patienceMs = 8_000

/** What the chat's own skeleton looks like, for the moment until that one is there. */
const ghosts: readonly [place: string, ground: string][] = [
  ['left:16px;top:14px;width:40px;height:40px;border-radius:50%', '255,255,255,.28'],
  ['left:68px;top:20px;width:120px;height:12px;border-radius:6px', '255,255,255,.28'],
  ['left:68px;top:40px;width:80px;height:10px;border-radius:5px', '255,255,255,.28'],
  ['left:16px;top:84px;width:45%;height:40px;border-radius:14px', '128,136,155,.16'],
  ['left:16px;top:140px;width:62%;height:62px;border-radius:14px', '128,136,155,.16'],
  ['right:16px;top:218px;width:45%;height:40px;border-radius:14px', '128,136,155,.16'],
]
const drawSkeleton = (panel: HTMLElement) => {
  for (const [place, ground] of ghosts)
    style(make('div', panel), `position:absolute;${place};background:rgba(${ground})`)
}

const createPanel: CreatePanel = (
  root,
  origin,
  address,
  title,
  look,
  lang,
  site,
  recall,
  page,
  setOpen,
  setUnread,
  adopt,
) => {
  const button = root.firstChild as HTMLElement
  const icon = button.firstChild as HTMLElement
  const panel = make('div', root)
  drawSkeleton(panel)
  const frame = make('iframe', panel)
  const view = window.visualViewport
  const pageStyle = document.documentElement.style
  const { ground } = onAccent(look.accent)
  const isCalm = matchMedia('(prefers-reduced-motion:reduce)').matches
  let box: ReturnType<CreateInvitationBox> | undefined
  let loading: BoxScript | undefined
  let invited: Invitation | null | undefined
  let port: MessagePort | undefined
  let isOpen = false
  let isFull = false
  let isReady = false
  let scrollRule = ''
  let patience = 0

  const draw = () => {
    const above = look.offsetY + 72
    const place = isFull
      ? // Only the page learns how much of it the phone's keyboard covers.
        `left:0;top:${view ? view.offsetTop : 0}px;width:100%;height:${view ? `${view.height}px` : '100%'}`
      : `${look.position}:${look.offsetX}px;bottom:${above}px;width:380px;height:600px;max-height:calc(100% - ${above + 16}px);border-radius:14px;box-shadow:0 12px 40px rgba(15,23,42,.22),0 0 0 1px rgba(15,23,42,.06)`
    const moves = isCalm || !isOpen ? '' : ';transition:opacity .15s ease-out,transform .15s ease-out'
    style(
      panel,
      `position:fixed;overflow:hidden;background:linear-gradient(${ground} 68px,transparent 0),canvas;${place};visibility:${isOpen ? 'visible' : 'hidden'};opacity:${isOpen ? 1 : 0};transform:${isOpen || isFull ? 'none' : 'translateY(12px)'}${moves}`,
    )
    // Browsers that do not know the colour `canvas` have dropped the whole background.
    if (!panel.style.background) panel.style.background = `linear-gradient(${ground} 68px,#fff 0)`
    style(frame, `position:absolute;top:0;left:0;width:100%;height:100%;border:0;opacity:${isReady ? 1 : 0}`)
  }
  const layout = () => {
    const wasFull = isFull
    isFull = isOpen && Math.min(innerWidth, screen.width, screen.height) < 481
    // A page that scrolls behind a full-screen chat is lost on a phone.
    if (isFull !== wasFull) {
      if (isFull) scrollRule = pageStyle.overflow
      pageStyle.overflow = isFull ? 'hidden' : scrollRule
    }
    draw()
    if (port) port.postMessage({ type: 'panel', isOpen, isFull } satisfies ToChat)
  }
  const received = ({ data }: MessageEvent<ToPage>) => {
    if (data.type === 'ready') {
      isReady = true
      draw()
    } else if (data.type === 'token') adopt(data.token)
    else if (data.type === 'unread') setUnread(data.count)
    else if (data.type === 'close') setOpen(false)
  }
  const offerAddress = () => {
    if (isReady) return
    const link = make('a', panel)
    link.href = address
    link.target = '_blank'
    link.rel = 'noopener'
    link.textContent = `${title} ↗`
    style(
      link,
      `position:relative;display:block;margin:120px 24px;text-align:center;font:500 16px sans-serif;color:${ground}`,
    )
  }

  frame.title = title
  frame.allow = 'autoplay; clipboard-write; fullscreen'
  // Again whenever the frame is loaded anew: a new document needs a new port.
  frame.onload = guard(() => {
    const channel = new MessageChannel()
    port = channel.port1
    port.onmessage = guard(received)
    const greeting: Greeting = {
      youwen: 1,
      token: recall(site),
      page: page ? page() || null : null,
      accent: look.accent,
      lang,
      isOpen,
      isFull,
    }
    // An exact origin: whatever else the frame may have become, it does not learn the token.
    ;(frame.contentWindow as Window).postMessage(greeting, origin, [channel.port2])
  })
  frame.src = `${address}?frame=1`

  const resized = guard(layout)
  addEventListener('resize', resized)
  if (view) {
    view.addEventListener('resize', resized)
    view.addEventListener('scroll', resized)
  }
  draw()

  const drawButton = () => {
    button.setAttribute('aria-expanded', `${isOpen}`)
    if (!isOpen) return
    style(icon, 'width:12px;height:12px;margin-top:-6px;transform:rotate(45deg);border:solid;border-width:0 3px 3px 0')
    // A bar becomes as round as the other one.
    button.style.cssText += ';min-width:56px;padding:0;font-size:0'
  }

  /** Who is about to ask is asked what he is looking at. */
  const product = make('script', document.head) as ProductScript
  product.nonce = nonce
  product.send = send
  product.src = `${origin}/w-product.js`

  /** Most visitors are never invited: what it takes is loaded for those who are. */
  const askForBox = () => {
    loading = make('script', document.head) as BoxScript
    loading.nonce = nonce
    loading.onload = guard(() => {
      box = (loading as BoxScript).youwen(root, look, lang, isCalm, send, setOpen)
      box.update(isOpen, invited)
    })
    loading.src = `${origin}/w-invite.js`
  }

  return (wanted, invitation) => {
    const wasOpen = isOpen
    isOpen = !!wanted
    drawButton()
    if (isOpen !== wasOpen) {
      // Where it moves from has to be known before it moves.
      panel.getBoundingClientRect()
      layout()
      if (isOpen) frame.focus()
    }
    if (isOpen && !patience) patience = setTimeout(guard(offerAddress), patienceMs) as unknown as number
    invited = invitation
    if (invited && !loading) askForBox()
    if (box) box.update(isOpen, invited)
    if (wanted !== null) return
    if (box) box.destroy()
    clearTimeout(patience)
    removeEventListener('resize', resized)
    if (view) {
      view.removeEventListener('resize', resized)
      view.removeEventListener('scroll', resized)
    }
  }
}

guard(() => (window as typeof window & { Youwen?: (...call: unknown[]) => void }).Youwen?.('panel', createPanel))()
