export interface PageOrigins {
  /** `wss://…`, for browsers whose 'self' does not cover sockets. */
  readonly sockets: string
  /** Where uploaded files come from when not from here. */
  readonly files: string | undefined
}

/**
 * The console and every answer that is not a page of its own. Inline styles are allowed: the design system writes its
 * styles at run time, and with scripts from our own files only, a style is no way in. (It writes them through innerHTML,
 * so that `require-trusted-types-for` would leave a blank page.)
 */
export function consolePolicy({ sockets, files }: PageOrigins): string {
  return policy({ ...page({ sockets, files }), 'frame-ancestors': "'none'" })
}

/** The chat page, which is made to be framed, but only where its site says. */
export function chatPolicy({ sockets, files }: PageOrigins, framers: readonly string[]): string {
  return policy({ ...page({ sockets, files }), 'frame-ancestors': framers.length > 0 ? framers.join(' ') : '*' })
}

/** A page that asks this server and nobody else, and that nobody may frame. */
export const cardPolicy = (): string =>
  policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    // Patterns are data, the picture that is saved is a blob.
    'img-src': 'blob: data:',
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  })

const page = ({ sockets, files }: PageOrigins) => ({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': ["'self'", 'blob:', 'data:', files].filter(Boolean).join(' '),
  'media-src': ["'self'", 'blob:', 'data:', files].filter(Boolean).join(' '),
  'font-src': "'self'",
  'connect-src': ["'self'", sockets, files].filter(Boolean).join(' '),
  'frame-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'object-src': "'none'",
  'form-action': "'self'",
})

const policy = (directives: Record<string, string>) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

/** What goes on every answer; a route that says otherwise wins. */
export const commonHeaders = (isHttps: boolean): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // The desk records voice messages and takes screenshots, both only when asked.
  'permissions-policy': 'camera=(), microphone=(self), display-capture=(self), geolocation=(), payment=()',
  ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
})
