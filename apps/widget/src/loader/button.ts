import type { StyleLook } from '@youwen/contract'
import { guard, make, style } from '../dom.ts'

// How it looks while the panel is open is drawn over this by `panel/main.ts`, whose bytes are not counted as closely.

/** White or near-black, by an approximation of WCAG luminance that keeps the icon above 3 : 1. */
const inkOn = (accent: string) => {
  const part = (at: number) => {
    const value = parseInt(accent.substr(at, 2), 16)
    return value * value
  }
  return 3 * part(1) + 10 * part(3) + part(5) > 28e4 ? '#111' : '#fff'
}

export function createButton(pressed: () => void, approached: () => void) {
  // On <html>, out of reach of routers that replace <body> and of transforms on it, which would catch fixed boxes.
  const host = make('youwen-widget' as 'div', document.documentElement)
  // Inside the shadow the page's style sheets end; the host itself needs the last word against them.
  style(host, 'all:initial!important;position:fixed!important;z-index:2147483647!important')
  // Without shadow DOM the same elements stand in the page itself.
  const root: Node = host.attachShadow ? host.attachShadow({ mode: 'closed' }) : host
  const button = make('button', root)
  const icon = make('span', button)
  const label = make('span', button)
  const badge = make('b', button)

  button.onclick = guard(pressed)
  button.onmouseenter = guard(approached)

  const draw = (look: StyleLook, text: string, isHidden: boolean, unread: number) => {
    const { accent } = look
    const ink = inkOn(accent)
    const isBar = look.button === 'bar'
    style(
      button,
      // On a round button the words are without size, but read aloud.
      `position:fixed;${look.position}:${look.offsetX}px;bottom:${look.offsetY}px;display:${isHidden ? 'none' : 'flex'};place-items:center;place-content:center;height:56px;padding:0 ${isBar ? 22 : 15}px;border:0;border-radius:56px;background:${accent};color:${ink};cursor:pointer;box-shadow:0 6px 22px #0003;font:500 ${isBar ? 16 : 0}px sans-serif`,
    )
    style(
      icon,
      `width:26px;height:22px;border-radius:11px 11px 11px 3px;background:radial-gradient(circle,${accent} 1.6px,${ink} 2.2px) 1px/8px`,
    )
    label.textContent = `\xa0 ${text}`
    style(
      badge,
      `position:absolute;top:-4px;right:-4px;padding:0 6px;display:${unread ? 'flex' : 'none'};border-radius:10px;background:#c33;color:#fff;font:12px/20px sans-serif`,
    )
    badge.textContent = unread as never
  }
  return [host, root, button, draw] as const
}
