/** How the chat was entered: framed by our loader on a customer's page, or as a page of its own. */
import type { Greeting } from '../bridge.ts'

export interface Address {
  readonly site: string
  readonly styleId: string | undefined
  readonly isFrame: boolean
}

/** `/chat/<site key>[/<style id>][?frame=1]` */
export function readAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>, isFramed: boolean): Address {
  const [, site = '', styleId] = /\/chat\/([^/]+)(?:\/([^/]+))?/.exec(pathname) || []
  return {
    site: decodeURIComponent(site),
    styleId: styleId || undefined,
    isFrame: isFramed && /[?&]frame=1/.test(search),
  }
}

/** Where the frame stands, as far as the browser tells. */
export function parentOrigin({
  ancestorOrigins,
  referrer,
}: {
  ancestorOrigins: ArrayLike<string> | undefined
  referrer: string
}): string | undefined {
  if (ancestorOrigins?.length) return ancestorOrigins[0]
  return referrer ? new URL(referrer).origin : undefined
}

/**
 * Whether a window message is our loader's greeting: from the window that frames us and from no other, from the origin
 * it had when it framed us, and with the port over which everything else will travel.
 */
export function isGreeting(
  event: Pick<MessageEvent, 'source' | 'origin' | 'data' | 'ports'>,
  parent: unknown,
  expectedOrigin: string | undefined,
): event is MessageEvent<Greeting> {
  const { source, origin, data, ports } = event
  if (source !== parent || (expectedOrigin !== undefined && origin !== expectedOrigin)) return false
  return (
    typeof data === 'object' &&
    data !== null &&
    data.youwen === 1 &&
    typeof data.token === 'string' &&
    ports.length === 1
  )
}

/** The first greeting; whatever else is posted to this window, before or after, is not heard. */
export function awaitGreeting(): Promise<{ greeting: Greeting; port: MessagePort }> {
  const expected = parentOrigin({ ancestorOrigins: location.ancestorOrigins, referrer: document.referrer })
  return new Promise((resolve) => {
    const hear = (event: MessageEvent) => {
      if (!isGreeting(event, window.parent, expected)) return
      window.removeEventListener('message', hear)
      resolve({ greeting: event.data, port: event.ports[0] as MessagePort })
    }
    window.addEventListener('message', hear)
  })
}
