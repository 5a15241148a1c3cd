/**
 * What nodes tell each other: at most once, to the others only, never the truth. Whoever misses something finds it in
 * the database; `onGap` says when that is likely.
 */
export interface Bus extends AsyncDisposable {
  /** There are no other nodes and never will be: nothing need be prepared for them. */
  readonly isAlone: boolean
  publish(subject: string, payload: string): void
  /** Subjects are words without spaces, `*` or `>`. */
  subscribe(subject: string, handler: (payload: string) => void): () => void
  /** Resolves when what other nodes publish from now on reaches the subscriptions made until now; at once while cut off. */
  settled(): Promise<void>
  /** False while this node is cut off from the others; what is published meanwhile is dropped. */
  readonly isConnected: boolean
  /** Called when the node is back after it was cut off: what the others published meanwhile is missing here. */
  onGap(handler: () => void): () => void
}
