/**
 * Loaded by the loader when the visitor talks with us, and by the panel when he is about to: tells which product the page
 * shows, as long as it is open, whatever router it has. Somebody else's page: it is read, and nothing of it is touched.
 */
import type { VisitorFrameIn } from '@youwen/contract'
import { guard } from '../dom.ts'
import { productAnnounced } from './data-layer.ts'
import { productDescribed } from './json-ld.ts'
import { productMarked } from './marked.ts'
import type { Said } from './said.ts'

/** Whoever loads it hands over by what it is to speak. */
export interface ProductScript extends HTMLScriptElement {
  send: (frame: VisitorFrameIn) => void
}

interface Page {
  readonly dataLayer?: unknown
  readonly Youwen?: { tellAgain?: () => void }
}

const page = window as unknown as Page
const script = document.currentScript as ProductScript
const { send } = script
script.remove()

const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean }
const mayTrack = doNotTrack !== '1' && !globalPrivacyControl
const maxScripts = 20
const attribute = 'data-youwen-product'

/** What makes another page of it: routers that keep their place behind the `#` too. */
const placeOf = ({ pathname, hash }: Location) => pathname + (/^#[!/]/.test(hash) ? hash : '')
const layerOf = () => (Array.isArray(page.dataLayer) ? (page.dataLayer as readonly unknown[]) : [])

function watch(youwen: NonNullable<Page['Youwen']>) {
  let url = location.href
  let place = placeOf(location)
  /** All that the page said when it was last looked at; while it says the same there is nothing to be read. */
  let known: readonly unknown[] = []
  /** What the page before this one said, and still stands there where a router forgot it. */
  let oldTexts: unknown
  let oldEntry: unknown = {}
  let told = ''
  let toldUrl = ''

  const read = (mark: string | null, texts: readonly string[], layer: readonly unknown[]): Said | null => {
    if (mark !== null) return productMarked(mark)
    const described = texts.join() === oldTexts ? undefined : productDescribed(texts, url)
    return described || productAnnounced(layer, oldEntry) || null
  }

  const look = guard(() => {
    if (page.Youwen !== youwen) return clearInterval(timer)
    if (url !== location.href) {
      url = location.href
      if (place !== placeOf(location)) {
        place = placeOf(location)
        oldTexts = known[2]
        oldEntry = known[3]
      }
      // The page is told of before its product, and a router takes a moment as well.
      return
    }
    const marked = document.querySelector(`[${attribute}]`)
    const mark = marked ? marked.getAttribute(attribute) : null
    const found = document.querySelectorAll('script[type="application/ld+json"]')
    const texts = Array.from(found, (each) => each.textContent || '').slice(0, maxScripts)
    const layer = layerOf()
    const now = [url, mark, texts.join(), layer[layer.length - 1]]
    if (now.every((each, index) => each === known[index])) return
    known = now
    const product = read(mark, texts, layer)
    const text = JSON.stringify(product)
    // That there is none is news only where there was one.
    if (url === toldUrl ? text === told : !product) return
    told = text
    toldUrl = url
    send({ type: 'product', url: url.slice(0, 2_000), product })
  })
  const timer = setInterval(look, 1_000)
  youwen.tellAgain = () => {
    known = []
    toldUrl = ''
    look()
  }
  look()
}

guard(() => {
  const { Youwen } = page
  if (!Youwen || !mayTrack) return
  // The line is a new one: what was said over the old one may not have arrived.
  if (Youwen.tellAgain) Youwen.tellAgain()
  else watch(Youwen)
})()
