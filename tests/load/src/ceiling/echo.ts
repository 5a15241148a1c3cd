/** The ceiling of everything that goes through a WebSocket: a server that does nothing but answer with the same frame. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { WebSocketServer } from 'ws'
import { insertNumbered } from '../../../../apps/server/src/modules/conversation/store/append.ts'
import { offer } from '../rig/child.ts'
import { type InsertTarget, openAppRole, rowOf } from './insert.ts'

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
let target: { client: pg.Client; row: InsertTarget } | undefined
let rows = 0
let waiting: (() => void)[] = []
let isWriting = false

server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    const echo = () => socket.send(data, { binary: isBinary })
    if (!target) return echo()
    waiting.push(echo)
    if (!isWriting) void write()
  })
})

/** A durable echo: what came while one statement was underway is the next one. Its senders hear of it once it is committed. */
async function write() {
  isWriting = true
  while (target && waiting.length > 0) {
    const { client, row } = target
    const committed = waiting
    waiting = []
    await insertNumbered(
      client,
      committed.map(() => rowOf(row, ++rows)),
    )
    for (const echo of committed) echo()
  }
  isWriting = false
}

const skills = {
  /** At any port, or at the one it had in an earlier life. */
  async listen(port?: number) {
    http.listen(port ?? 0, '127.0.0.1')
    await once(http, 'listening')
    return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
  },
  /** From now on every frame is inserted before it is answered. */
  async insertInto(row: InsertTarget & { url: string }) {
    target = { client: await openAppRole(row.url), row }
  },
  resident: () => process.memoryUsage.rss(),
}
export type EchoServer = typeof skills

offer(skills)
