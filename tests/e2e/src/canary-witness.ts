import type { BrowserContext, Page, Request } from 'playwright-core'
import { canary } from '../../attacks/src/corpus.ts'

/** What each kind of request may ask our server for. A payload that became an element asks for something else. */
const ours: Readonly<Record<string, RegExp>> = {
  script: /^\/((chat|appointment)\/)?assets\/|^\/w(-panel|-product)?\.js$/,
  stylesheet: /^\/((chat|demo|appointment)\/)?assets\//,
  image: /^\/(files\/|demo\/assets\/|icon|favicon)/,
  font: /^\/(chat\/)?assets\//,
  fetch: /^\/(api|files)\//,
  xhr: /^\/(api|files)\//,
  manifest: /^\/manifest/,
  /** The browser's own, for the icon of a tab. */
  other: /^\/icon/,
}

/**
 * Watches every page and frame of a context for what a payload does when it comes alive: calls the canary, opens a
 * dialog or a window, leads away, asks for an address, or is only stopped by the content security policy. Answers what
 * was seen since it was asked last, in words: nothing when all is well.
 */
export async function witness(context: BrowserContext, server: string): Promise<() => string[]> {
  const seen: string[] = []
  await context.exposeBinding('youwenWitness', ({ frame }, what: string) => void seen.push(`${what} (${frame.url()})`))
  await context.addInitScript((name) => {
    const { youwenWitness } = window as unknown as { youwenWitness?: (what: string) => unknown }
    const tell = (what: string) => void youwenWitness?.(what)
    // To look at it is enough: some ways of calling it do not come as far as the call.
    Object.defineProperty(window, name, {
      get() {
        tell('the canary was called')
        return () => {}
      },
    })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      tell(`the policy stopped ${violatedDirective} ${blockedURI} ${sample}`),
    )
  }, canary)

  context.on('request', (request) => {
    if (!isOurs(request, server)) seen.push(`asked for a ${request.resourceType()} ${request.url()}`)
  })
  context.on('page', (page) => watch(page))
  const watch = (page: Page) => {
    page.on('dialog', (dialog) => {
      seen.push(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('download', (download) => void seen.push(`a download: ${download.url()}`))
    page.on('popup', (popup) => void seen.push(`a window: ${popup.url()}`))
    page.on('framenavigated', (frame) => {
      const { origin, pathname } = new URL(frame.url())
      const isAllowed = frame === page.mainFrame() || pathname.startsWith('/chat/')
      if (frame.url() !== 'about:blank' && (origin !== server || !isAllowed)) seen.push(`went to ${frame.url()}`)
    })
    page.on('pageerror', (error) => void seen.push(`an error: ${error.message}`))
    page.on('console', (message) => {
      if (/content.security.policy/i.test(message.text())) seen.push(`the console says: ${message.text()}`)
    })
  }
  return () => seen.splice(0)
}

function isOurs(request: Request, server: string): boolean {
  const { protocol, origin, pathname } = new URL(request.url())
  if (protocol === 'blob:' || protocol === 'data:') return request.resourceType() === 'image'
  // Where pages go is seen below, frame by frame.
  if (request.isNavigationRequest()) return true
  return origin === server && (ours[request.resourceType()]?.test(pathname) ?? false)
}
