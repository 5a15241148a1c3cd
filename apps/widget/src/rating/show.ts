import type { Locale } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { VisitorClient } from '@youwen/sdk/visitor'

export interface RatingContext {
  readonly client: Pick<VisitorClient, 'request' | 'state' | 'subscribe'>
  /** The invitation or the rating in the stream. */
  readonly message: ShownMessage
  readonly locale: Locale
}
/** Puts the card into a place; answers how to take it away. */
export type ShowRating = (place: HTMLElement, context: RatingContext) => () => void

declare global {
  interface Window {
    youwenRating: ShowRating
  }
}
