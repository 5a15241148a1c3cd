import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

type Direction = 'up' | 'down' | 'both'

/** A wire that can be cut. What it does to bytes in each direction can change while connections are open. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number
  /**
   * On the connections that are open now, from now on: what clients send vanishes (`up`), what the server sends does
   * (`down`), or both. Nobody is told.
   */
  blackhole(direction: Direction): void
  /** Ends every connection at once, without a word. */
  drop(): void
  /** Refuses new connections and ends the open ones, or takes new ones again. */
  setOpen(isOpen: boolean): void
  readonly connections: number
}

export async function startTcpProxy(
  target: () => { port: number; host?: string } | { path: string },
): Promise<TcpProxy> {
  const pairs = new Set<{ client: Socket; server: Socket; hole?: Direction }>()
  let isOpen = true

  const listener = createServer((client) => {
    if (!isOpen) return void client.destroy()
    const server = connect(target())
    const pair: { client: Socket; server: Socket; hole?: Direction } = { client, server }
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', end).on('close', end)
    client.on('data', (chunk) => pair.hole === 'up' || pair.hole === 'both' || server.write(chunk))
    server.on('data', (chunk) => pair.hole === 'down' || pair.hole === 'both' || client.write(chunk))
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')

  const drop = () => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
  }
  return {
    port: (listener.address() as AddressInfo).port,
    blackhole(direction) {
      for (const pair of pairs) pair.hole = direction
    },
    drop,
    setOpen(next) {
      isOpen = next
      if (!next) drop()
    },
    get connections() {
      return pairs.size
    },
    async [Symbol.asyncDispose]() {
      drop()
      listener.close()
      await once(listener, 'close')
    },
  }
}
