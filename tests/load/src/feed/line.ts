import { once } from 'node:events'
import { protocolVersion } from '@youwen/contract/realtime'
import { sql } from 'kysely'
import { WebSocket } from 'ws'
import type { Rig } from '../rig/load.ts'
import { publicOrigin } from '../rig/server.ts'

// biome-ignore lint/suspicious/noExplicitAny: a bench looks into frames of every kind
export type Heard = (frame: any, bytes: number) => void

/** A client of either kind that says what it is told to. */
export async function connect({ server }: Rig, role: 'visitor' | 'agent', hello: object, heard: Heard = () => {}) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/realtime/${role}`, { origin: publicOrigin })
  let welcomed = () => {}
  const welcome = new Promise<void>((resolve) => {
    welcomed = resolve
  })
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(String(data))
    if (frame.type === 'welcome') welcomed()
    heard(frame, data.length)
  })
  await once(socket, 'open')
  const say = (frame: object) => socket.send(JSON.stringify(frame))
  say({ type: 'hello', protocol: protocolVersion, ...hello })
  await welcome
  return { say, close: () => socket.terminate() }
}

/** Whoever is here may watch everybody. */
export const letWatch = ({ database }: Rig) =>
  database.db.all(({ q }) =>
    sql`update team_role set data_scope = 'all',
      permissions = permissions || '{team.monitor,conversation.view_all,visitor.view}'`.execute(q),
  )

export type Line = Awaited<ReturnType<typeof connect>>
