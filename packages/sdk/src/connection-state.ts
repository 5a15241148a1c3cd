/** What a person can be told about the line to the server. Each state has only the fields that mean something in it. */
export type ConnectionState =
  | { readonly status: 'connecting'; readonly attempt: number }
  /** Greeted: frames flow both ways. */
  | { readonly status: 'open'; readonly via: 'websocket' | 'sse' }
  /** The next attempt is at `retryAt` (milliseconds since 1970), or as soon as the network returns. */
  | { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number }
  /** The page lies in the back-forward cache; it connects again by itself when it is shown. */
  | { readonly status: 'paused' }
  /** It will not connect again by itself. `reason` is in somebody's words, or empty. */
  | { readonly status: 'stopped'; readonly cause: StopCause; readonly reason: string }

/**
 * `closed`: we were asked to. `authenticate`: log in (again). `refused`: the server does not want this client here.
 * `outdated`: the server speaks another version; loading the page anew helps.
 */
export type StopCause = 'closed' | 'authenticate' | 'refused' | 'outdated'
