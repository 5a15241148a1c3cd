import { isDeepStrictEqual } from 'node:util'
import type { DeviceInfo, PageInfo, PageProduct } from '@youwen/contract'
import { v7 as newUuid } from 'uuid'
import { createBatches } from '../../platform/batches/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { announceLeft } from './ledger.ts'
import { createPresence } from './presence.ts'
import { recogniseDevice } from './recognise/device.ts'
import type { FindRegion } from './recognise/region.ts'
import { recogniseSource } from './recognise/source.ts'
import { renameVisitors } from './rename.ts'
import { visitorStore } from './store.ts'
import { plainAddress, plainText } from './text.ts'
import type { VisitorTokens } from './token.ts'
import { type Arrived, createVisitLog, type Entry, type OpenedPage, type ShownPage } from './visit-log.ts'

export interface StartVisit {
  readonly connectionId: string
  readonly companyId: string
  readonly siteId: string
  readonly styleId: string | null
  /** From an earlier visit. One that is not ours, or not this site's, is ignored: a new visitor is made. */
  readonly token?: string | undefined
  /** Absent: the connection shows no page of its own (the panel inside a page). */
  readonly page?: PageInfo | undefined
  readonly device?: DeviceInfo | undefined
  readonly ip: string
  readonly userAgent: string
}

export interface StartedVisit {
  readonly visitorId: string
  readonly visitId: string
  readonly token: string
  /** Whether nobody had ever seen this visitor. */
  readonly isNew: boolean
}

interface OpenConnection {
  readonly companyId: string
  readonly visitorId: string
  readonly visitId: string
  page: ShownPage | null
}

export interface VisitorServiceOptions {
  readonly db: Db
  readonly tokens: VisitorTokens
  readonly nodeId: string
  readonly findRegion: FindRegion
  /** Who else is the same person, himself first: they have one name. */
  readonly samePerson?: (tx: Tx, companyId: string, visitorId: string) => Promise<readonly string[]>
  readonly now?: () => Date
  /** How long a visitor may be without a page before he has left. */
  readonly graceMs?: number
}

const emptyPage: PageInfo = { url: '', title: '', referrer: '' }
const emptyDevice: DeviceInfo = { screen: '', language: '', timeZone: '' }
const batchSize = 500

/** Classes 22 and 23 of SQLSTATE: a value does not fit, a rule of the table is violated. */
const isItemsFault = (cause: unknown) => /^2[23]/.test((cause as { code?: string }).code ?? '')

const plainPage = ({ url, title, referrer }: PageInfo): PageInfo => ({
  url: plainText(url),
  title: plainText(title),
  referrer: plainText(referrer),
})

/** Nothing, where neither a number nor a name says which one. */
function plainProduct({ id, name, price, currency }: PageProduct): PageProduct | null {
  const plain = { id: plainText(id), name: plainText(name), price: plainText(price), currency: plainText(currency) }
  return plain.id === '' && plain.name === '' ? null : plain
}

const plainDevice = ({ screen, language, timeZone }: DeviceInfo): DeviceInfo => ({
  screen: plainText(screen),
  language: plainText(language),
  timeZone: plainText(timeZone),
})

/** Who comes to the sites, on which pages they are, and when they are gone. */
export function createVisitorService({
  db,
  tokens,
  nodeId,
  findRegion,
  samePerson = async (_tx, _companyId, visitorId) => [visitorId],
  now = () => new Date(),
  graceMs = 10_000,
}: VisitorServiceOptions) {
  const log = createBatches<Entry, Arrived | null>({
    write: createVisitLog({ db, store: visitorStore, nodeId }),
    maxItems: batchSize,
    isItemsFault,
  })
  const connections = new Map<string, OpenConnection>()
  /** The visit that each visitor here is in. */
  const visits = new Map<string, { companyId: string; visitId: string }>()
  let isStopping = false

  const presence = createPresence({ graceMs, onLeft: (visitorId, since) => void depart(visitorId, since) })

  async function depart(visitorId: string, at: Date): Promise<void> {
    const visit = visits.get(visitorId)
    if (!visit) return
    try {
      await log.add({ kind: 'departure', ...visit, visitorId, at, isBack: () => presence.isHere(visitorId) })
      if (!presence.isHere(visitorId)) visits.delete(visitorId)
    } catch {
      // The database was away. He stays in his grace, so that it is tried again.
      if (!isStopping) presence.linger(visitorId, at)
    }
  }

  function knownVisitor({ companyId, siteId, token }: StartVisit): string | undefined {
    const named = token ? tokens.verify(token) : null
    return named?.companyId === companyId && named.siteId === siteId ? named.visitorId : undefined
  }

  return {
    verifyToken(token: string) {
      const named = tokens.verify(token)
      return named && { kind: 'visitor' as const, ...named }
    },

    /**
     * A connection of a visitor opened. His visit goes on when he was here within half an hour, and two tabs are one
     * visit; the same page again within half a minute is a lost connection that came back, not another page view.
     */
    async startVisit(request: StartVisit): Promise<StartedVisit> {
      const { companyId, siteId, styleId, connectionId } = request
      const visitorId = knownVisitor(request) ?? newUuid()
      const page = plainPage(request.page ?? emptyPage)
      const ip = plainAddress(request.ip)
      const at = now()
      presence.enter(visitorId)
      try {
        const arrived = await log.add({
          kind: 'arrival',
          companyId,
          visitorId,
          at,
          siteId,
          styleId,
          page: request.page ? { pageViewId: newUuid(), url: page.url, title: page.title } : null,
          newVisitId: newUuid(),
          landingUrl: page.url,
          source: recogniseSource(page),
          ip,
          region: findRegion(ip),
          device: recogniseDevice(request.userAgent, plainDevice(request.device ?? emptyDevice)),
        })
        if (!arrived) throw new Error('An arrival was recorded without a visit.')
        const { visitId, isNewVisitor } = arrived
        visits.set(visitorId, { companyId, visitId })
        connections.set(connectionId, { companyId, visitorId, visitId, page: arrived.page })
        const token = tokens.issue({ companyId, siteId, visitorId })
        return { visitorId, visitId, token, isNew: isNewVisitor }
      } catch (cause) {
        presence.leave(visitorId, at)
        throw cause
      }
    },

    /** A single-page application went to another address, without another connection. */
    async pageOpened(connectionId: string, info: PageInfo): Promise<void> {
      const connection = connections.get(connectionId)
      const { url, title } = plainPage(info)
      if (!connection || connection.page?.url === url) return
      const { companyId, visitorId, visitId, page: left } = connection
      const at = now()
      const opened: OpenedPage = { pageViewId: newUuid(), url, title }
      connection.page = { ...opened, openedAt: at, product: null }
      await log.add({ kind: 'page_turn', companyId, visitorId, visitId, at, left, opened })
    },

    /** What the page that a connection shows says it sells. Of one that was left meanwhile nothing is kept. */
    async pageDescribed(connectionId: string, url: string, said: PageProduct | null): Promise<void> {
      const connection = connections.get(connectionId)
      const product = said && plainProduct(said)
      if (connection?.page?.url !== plainText(url) || isDeepStrictEqual(connection.page.product, product)) return
      const { companyId, visitorId, visitId } = connection
      const page = { ...connection.page, product }
      connection.page = page
      await log.add({ kind: 'description', companyId, visitorId, visitId, at: now(), page })
    },

    /** Resolves when it is recorded; a visitor is told to have left only after the grace. */
    async connectionClosed(connectionId: string): Promise<void> {
      const connection = connections.get(connectionId)
      if (!connection) return
      connections.delete(connectionId)
      const { companyId, visitorId, visitId, page: left } = connection
      const at = now()
      presence.leave(visitorId, at)
      if (left) await log.add({ kind: 'page_turn', companyId, visitorId, visitId, at, left, opened: null })
    },

    /** Nodes died: who had pages open only there has left. Bears being called twice. */
    async releaseNodes(nodeIds: readonly string[]): Promise<void> {
      let wasSome = true
      // Piece by piece: ten thousand visitors who are just coming back must not wait until all are released.
      while (wasSome) {
        wasSome = await db.all(async (tx) => {
          const released = await visitorStore.releaseNodes(tx, nodeIds, { at: now(), atMost: batchSize })
          announceLeft(tx, released ?? [])
          return released !== undefined
        })
      }
    },

    /** This node was taken for dead and is not: says again who is here. */
    async holdAgain(): Promise<void> {
      const at = now()
      await Promise.all(
        [...visits]
          .filter(([visitorId]) => presence.isHere(visitorId))
          .map(([visitorId, visit]) => log.add({ kind: 'stay', ...visit, visitorId, at })),
      )
    },

    rename: (companyId: string, visitorId: string, name: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const plainName = plainText(name)
        const everybody = await samePerson(tx, companyId, visitorId)
        await renameVisitors(tx, companyId, new Map(everybody.map((id) => [id, plainName])))
      }),

    /** Resolves when everything is recorded but for the departures whose grace still runs. */
    settled: () => log.settled(),

    /** The node stops: everybody here leaves it now. Who opens a page on another node meanwhile is held by that. */
    async [Symbol.asyncDispose](): Promise<void> {
      isStopping = true
      connections.clear()
      const at = now()
      await Promise.all(presence.clear().map((visitorId) => depart(visitorId, at)))
      await log.settled()
    },
  }
}
export type VisitorService = ReturnType<typeof createVisitorService>
