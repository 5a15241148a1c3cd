/**
 * What the loader on the customer's page and the chat in its iframe say to each other. One window message opens the
 * conversation: the loader's greeting, posted to our exact origin and carrying a MessagePort. Everything else travels
 * over that port, which no other script of the page and no other frame can see or write to.
 */
import type { PageInfo } from '@youwen/contract'

export interface Greeting {
  readonly youwen: 1
  /** Empty when this browser was never welcomed. */
  readonly token: string
  /** Null when the visitor does not want to be tracked. */
  readonly page: PageInfo | null
  /** For the skeleton, before the server has said anything. */
  readonly accent: string
  /** The snippet's own choice of language, over the style's. */
  readonly lang: string | undefined
  readonly isOpen: boolean
  /** The panel covers the whole screen (phones). */
  readonly isFull: boolean
}

export type ToChat = { readonly type: 'panel'; readonly isOpen: boolean; readonly isFull: boolean }

export type ToPage =
  /** Something worth seeing has been drawn. */
  | { readonly type: 'ready' }
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'unread'; readonly count: number }
  | { readonly type: 'close' }
