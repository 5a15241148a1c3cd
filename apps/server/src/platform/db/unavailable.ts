/**
 * PostgreSQL's codes for "not now": cancelled for taking too long, a lock that was not to be had, too many connections, a
 * deadlock, shutting down; and the system's for a connection that cannot be made or broke.
 */
const codes = new Set([
  '57014',
  '55P03',
  '53300',
  '40P01',
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])

/** What pg says without a code: of a pool without a free connection, of one that broke, of a server that went silent. */
const sayings = [/^timeout exceeded when trying to connect$/, /^Connection terminated/, /^Query read timeout$/]

/** Whether the database could not do it just now. The same again, a little later, may well succeed. */
export function isUnavailable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code, message } = one as Error & { code?: unknown }
    if (typeof code === 'string' && (codes.has(code) || /^08.{3}$/.test(code))) return true
    if (sayings.some((saying) => saying.test(message))) return true
  }
  return false
}
