import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StoredFile } from '@youwen/contract'
import { sql } from 'kysely'
import { pino } from 'pino'
import { expect } from 'vitest'
import { openFiles, type S3Place } from '../../platform/files/index.ts'
import type { AgentCaller, VisitorCaller } from '../../platform/http/index.ts'
import { createHttpServer } from '../../platform/http/server.ts'
import { testDatabase } from '../../testing/database.ts'
import { type AddressOptions, createAddresses, createFileService, serveFiles } from './index.ts'

export interface FilesOptions {
  readonly s3?: S3Place
  readonly filesOrigin?: string
}

/** The file module on a real database and a listening server, with two companies and whoever is needed of them. */
export async function startFiles({ s3, filesOrigin }: FilesOptions = {}) {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-data-'))
  const { storage, staging } = openFiles({ dataDir, s3 })
  const clock = { now: new Date('2026-11-22T04:00:00.000Z') }
  const now = () => clock.now
  const addressOptions: AddressOptions = { secret: randomBytes(32), filesOrigin, now }
  const addresses = createAddresses(addressOptions)
  /** Visitors whose conversations the agents of these tests may read. */
  const seenVisitors = new Set<string>()
  const files = createFileService({
    db: database.db,
    storage,
    staging,
    addresses,
    now,
    filesSeenBy: async () => new Set(),
    visitorsSeenBy: async (_agent, visitorIds) => new Set(visitorIds.filter((id) => seenVisitors.has(id))),
  })
  const server = createHttpServer({
    publicUrl: new URL('http://localhost:8100'),
    filesOrigin,
    trustProxy: [],
    log: pino({ level: 'silent' }),
  })
  serveFiles(server, { files, addresses, publicOrigin: 'http://localhost:8100', filesOrigin })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`

  const addCompany = async (code: string) => {
    const companyId = randomUUID()
    await database.db.company(companyId, (tx) =>
      sql`insert into company (company_id, code, name) values (${companyId}, ${code}, ${code})`.execute(tx.q),
    )
    return companyId
  }
  const companyId = await addCompany('yunzhou')
  const otherCompanyId = await addCompany('xinghe')

  return {
    ...database,
    files,
    storage,
    addresses,
    addressOptions,
    clock,
    seenVisitors,
    origin,
    /** As addresses are answered: on this server unless they have an origin. */
    at: (address: string) => new URL(address, origin),
    agent: (company = companyId): AgentCaller => ({
      kind: 'agent',
      companyId: company,
      agentId: randomUUID(),
      sessionId: randomUUID(),
      name: '小林',
      permissions: new Set(),
      dataScope: 'own',
      isOwner: false,
      mustChangePassword: false,
    }),
    visitor: (company = companyId): VisitorCaller => ({
      kind: 'visitor',
      companyId: company,
      siteId: randomUUID(),
      visitorId: randomUUID(),
    }),
    companyId,
    otherCompanyId,
    /** Announces and sends; answers the HTTP answer. */
    async upload(
      caller: AgentCaller | VisitorCaller,
      bytes: Buffer,
      { name = '说明.txt', purpose = 'message', type = 'application/octet-stream' }: Partial<Sending> = {},
    ) {
      const { fileId, uploadUrl } = await files.begin(caller, { name, sizeBytes: bytes.length, purpose })
      const answer = await fetch(new URL(uploadUrl, origin), {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: { 'content-type': type },
      })
      return { fileId, uploadUrl, status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    async uploaded(caller: AgentCaller | VisitorCaller, bytes: Buffer, sending: Partial<Sending> = {}) {
      const { status, body } = await this.upload(caller, bytes, sending)
      expect(status, JSON.stringify(body)).toBe(200)
      return StoredFile.parse(body)
    },
    /** Everything on the disk, whatever its name. */
    async kept() {
      const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length))
    },
    async rows() {
      const { rows } = await database.db.all((tx) =>
        sql<{ status: string; file_id: string }>`select status, file_id from file`.execute(tx.q),
      )
      return rows
    },
    async [Symbol.asyncDispose]() {
      // A test may have read only the beginning of an answer.
      server.server.closeAllConnections()
      await server.close()
      await database[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true })
    },
  }
}
export type Files = Awaited<ReturnType<typeof startFiles>>

interface Sending {
  readonly name: string
  readonly purpose: 'message' | 'avatar'
  readonly type: string
}
