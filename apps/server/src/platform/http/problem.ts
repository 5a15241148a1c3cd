import { ORPCError, ValidationError } from '@orpc/server'
import { type Problem, statusOfRefusal } from '@youwen/contract'
import { isUnavailable } from '../db/index.ts'
import { Refusal } from '../errors.ts'

/** Anything thrown while a request was served, as RFC 9457 wants it told. What is our own fault tells nothing. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) {
    return problem(statusOfRefusal[error.kind], error.code, error.message, requestId, {
      ...(error.more.fields && { fields: [...error.more.fields] }),
      ...(error.more.retryAfter !== undefined && { retryAfter: error.more.retryAfter }),
    })
  }
  const fields = invalidFields(error)
  if (fields) {
    return problem(422, 'validation.failed', 'Some fields are not as they should be.', requestId, { fields })
  }
  const status = clientErrorStatus(error)
  if (status) {
    const [code, title] = transportProblems[status] ?? ['request.malformed', 'The request could not be understood.']
    return problem(status, code, title, requestId)
  }
  if (isUnavailable(error)) {
    return problem(503, 'server.overloaded', 'This takes too long just now. Try again in a moment.', requestId, {
      retryAfter: 5,
    })
  }
  return problem(500, 'server.failed', 'Something went wrong on our side.', requestId)
}

/** True for what somebody has to look at; the rest are answers. */
export const isOurFault = (error: unknown) => problemOf(error, '').status >= 500 && !(error instanceof Refusal)

const transportProblems: Record<number, readonly [code: string, title: string]> = {
  400: ['request.malformed', 'The request could not be understood.'],
  404: ['route.not_found', 'There is no such address.'],
  405: ['route.method_not_allowed', 'This address does not answer to this method.'],
  413: ['request.too_large', 'The request is too large.'],
  415: ['request.media_type', 'Bodies are sent as application/json, uncompressed.'],
  431: ['request.headers_too_large', 'The headers are too large.'],
}

function problem(
  status: number,
  code: string,
  title: string,
  requestId: string,
  more: Pick<Problem, 'fields' | 'retryAfter'> = {},
): Problem {
  return { type: `/docs/api#${code}`, code, title, status, ...more, requestId }
}

/** The issues of an input that does not fit its schema; undefined for any other error, an unfit output included. */
function invalidFields(error: unknown): Problem['fields'] {
  if (!(error instanceof ORPCError) || error.status !== 400 || !(error.cause instanceof ValidationError)) {
    return undefined
  }
  return error.cause.issues.map((issue) => ({
    path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    code: 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid',
    title: issue.message,
  }))
}

/** Fastify, its plugins and oRPC say by a status below 500 that the client is to blame. */
function clientErrorStatus(error: unknown): number | undefined {
  const status =
    error instanceof ORPCError
      ? error.status
      : error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500
  return status >= 400 && status < 500 ? status : undefined
}
