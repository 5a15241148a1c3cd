import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import type { Config } from './platform/config/index.ts'

/** With port 0 the address is known only when a free port has been chosen, and cookies and origins depend on it. */
export async function addressOf({ port, host, publicUrl }: Config): Promise<{ port: number; publicUrl: URL }> {
  if (port !== 0) return { port, publicUrl }
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  const url = new URL(publicUrl)
  if (url.port === '0') url.port = String(free)
  return { port: free, publicUrl: url }
}

/** Resolves when the last connection is gone; the listener is closed at once. */
export const stopAccepting = (server: Server) => new Promise<void>((resolve) => void server.close(() => resolve()))
