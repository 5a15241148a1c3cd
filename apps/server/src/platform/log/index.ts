import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Names under which something personal or secret could come along; whatever stands there is left out. */
const neverLogged = [
  ...['authorization', 'cookie', 'setCookie', 'password', 'secret', 'token', 'tokenHash', 'url'],
  ...['account', 'email', 'phone', 'name', 'nickname', 'text', 'body', 'keyword', 'ip'],
]

/**
 * One JSON object a line on standard output. A log says what happened to which id; it never holds what people wrote,
 * their names, addresses, phone numbers or tokens. Levels say who acts: error somebody now, warn somebody this week.
 */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: neverLogged.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
      serializers: { err: describeError, error: describeError },
    },
    destination ?? process.stdout,
  )
}

/** PostgreSQL's `detail` and `where` quote rows, so of what hangs on an error only its code is taken. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause ? { cause: describeError(error.cause) } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...code, ...cause }
}
