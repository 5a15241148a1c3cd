import { call, operations } from '../../attacks/src/operations.ts'

/** Calls a route by its name in the contract. What is no success is thrown. */
export type Ask = <T>(name: string, input?: unknown, authorization?: string) => Promise<T>

/** Asks as whoever holds the token, or as nobody. */
export const askerOf =
  (url: string, token?: string): Ask =>
  async <T>(name: string, input: unknown = {}, authorization = token && `Bearer ${token}`) => {
    const operation = operations.find((one) => one.name === name)
    if (!operation) throw new Error(`The contract has no route "${name}".`)
    const { status, body } = await call(url, operation, input, authorization ? { authorization } : {})
    if (status !== 200) throw new Error(`${name} with ${JSON.stringify(input)}: ${status} ${JSON.stringify(body)}`)
    return body as T
  }
