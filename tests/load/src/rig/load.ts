import { join } from 'node:path'
import type { EchoServer } from '../ceiling/echo.ts'
import type { Crowd } from '../crowd/main.ts'
import type { Generator } from '../generator/main.ts'
import { startChild } from './child.ts'
import { furnish, type RigCompany } from './company.ts'
import { type RigDatabase, startDatabase } from './database.ts'
import { publicOrigin, type RunningServer, startServer } from './server.ts'

export const startGenerator = () => startChild<Generator>(new URL('../generator/main.ts', import.meta.url))
export const startCrowd = () => startChild<Crowd>(new URL('../crowd/main.ts', import.meta.url))
export const startEcho = () => startChild<EchoServer>(new URL('../ceiling/echo.ts', import.meta.url))

export interface Rig extends AsyncDisposable {
  readonly database: RigDatabase
  readonly server: RunningServer
  readonly company: RigCompany
}

/** A real server on its embedded database, with a company that has agents to talk to. */
export async function startRig({ agents }: { agents: number }): Promise<Rig> {
  await using building = new AsyncDisposableStack()
  const database = building.use(await startDatabase())
  const company = await furnish(database.db, { agents })
  const logFile = join(database.dataDir, 'server.log')
  const server = building.use(await startServer({ dataDir: database.dataDir, logFile }))
  const built = building.move()
  return { database, server, company, [Symbol.asyncDispose]: () => built.disposeAsync() }
}

/** A generator whose agents and visitors are connected, the visitors each in a conversation. */
export async function startTalk(rig: Rig, { visitors, capacity }: { visitors: number; capacity: number }) {
  const generator = startGenerator()
  const url = rig.server.url.replace('http', 'ws')
  const { agents, siteKey } = rig.company
  await generator.ask.connectAgents({ url, origin: publicOrigin, tokens: agents.map(({ token }) => token) })
  await generator.ask.connectVisitors({ url, origin: publicOrigin, site: siteKey, role: 'chat', count: visitors })
  await generator.ask.begin({ capacity })
  return generator
}

/** The same number of sockets to a server that only echoes. */
export async function startEchoTalk({ sockets, capacity }: { sockets: number; capacity: number }) {
  const echo = startEcho()
  const url = await echo.ask.listen(undefined)
  const generator = startGenerator()
  await generator.ask.connectVisitors({ url, origin: publicOrigin, site: null, role: 'chat', count: sockets })
  return { echo, generator, begin: () => generator.ask.begin({ capacity }) }
}
