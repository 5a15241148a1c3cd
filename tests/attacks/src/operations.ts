import { contract, type RouteMeta } from '@youwen/contract'
import type * as z from 'zod'

/** One route of the contract. */
export interface Operation {
  /** `phrase.save` */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly meta: RouteMeta
  readonly input: z.ZodType | undefined
}

/** All of them: a route that is added is attacked without anybody having to remember it. */
export const operations: readonly Operation[] = Object.entries(contract).flatMap(([module, routes]) =>
  Object.entries(routes).map(([verb, route]) => {
    const { route: about, meta, inputSchema } = route['~orpc']
    if (!about.method || !about.path) throw new Error(`${module}.${verb} has no address.`)
    return {
      name: `${module}.${verb}`,
      method: about.method,
      path: about.path,
      meta: meta as RouteMeta,
      input: inputSchema as z.ZodType | undefined,
    }
  }),
)

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** Sends an input where the route takes it: in the path, then in the query or the body. */
export async function call(
  origin: string,
  { method, path, input: schema }: Pick<Operation, 'method' | 'path' | 'input'>,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const rest = { ...(input as Record<string, unknown>) }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const url = new URL(`/api${filled}`, origin)
  const hasBody = method !== 'GET' && schema !== undefined
  if (!hasBody) for (const [name, value] of Object.entries(rest)) url.searchParams.set(name, String(value))
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(rest) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers }
}
