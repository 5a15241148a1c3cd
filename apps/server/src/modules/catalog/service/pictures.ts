import { Readable } from 'node:stream'
import type { StoredFile } from '@youwen/contract'
import { sha256 } from '../../../platform/crypto/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import * as store from '../store/pictures.ts'
import type { CatalogParts } from './collaborators.ts'
import type { CompanyCatalogs } from './providers.ts'

const timeoutMs = 5_000
const maxBytes = 2 * 1024 * 1024
const dayMs = 24 * 60 * 60_000
/** A shop changes its pictures now and then, and one that could not be had may be there the next time. */
const lastsMs = { picture: 30 * dayMs, none: dayMs / 24 }

/**
 * Pictures of products, loaded once from where the product says, checked and redrawn like every upload, and from then on
 * ours: no browser of an agent or a visitor ever asks somebody else's server.
 */
export function createCatalogPictures({
  db,
  outbound,
  now,
  collaborators: { files },
  catalogs,
}: CatalogParts & { readonly catalogs: CompanyCatalogs }) {
  const underWay = new Map<string, Promise<StoredFile | null>>()

  async function known(companyId: string, urlHash: Buffer): Promise<StoredFile | null | undefined> {
    return db.company(companyId, async (tx) => {
      const found = await store.findPicture(tx, companyId, urlHash)
      if (!found) return undefined
      const { fileId, loadedAt } = found
      const ageMs = now().getTime() - loadedAt.getTime()
      if (ageMs > (fileId ? lastsMs.picture : lastsMs.none)) return undefined
      return fileId ? (await files.describe(tx, companyId, [fileId])).get(fileId) : null
    })
  }

  async function load(agent: AgentCaller, url: string): Promise<StoredFile | null> {
    const answer = await outbound.send({ url, method: 'GET', headers: { accept: 'image/*' }, timeoutMs, maxBytes })
    if (answer.outcome === 'failed' || answer.status !== 200 || answer.body.length === 0) return null
    return keep(agent, nameOf(url), answer.body)
  }

  async function keep(agent: AgentCaller, name: string, bytes: Buffer): Promise<StoredFile | null> {
    const { companyId, agentId } = agent
    const sizeBytes = bytes.length
    const { fileId } = await files.begin(agent, { name, sizeBytes, purpose: 'message' })
    const file = await files.receive({ companyId, fileId }, { content: Readable.from([bytes]), sizeBytes })
    if (!file.image) return null
    await db.company(companyId, (tx) => files.makeReusable(tx, { companyId, fileId, agentId, by: 'company' }))
    return file
  }

  async function remember(companyId: string, urlHash: Buffer, file: StoredFile | null) {
    const picture = { fileId: file?.fileId ?? null, loadedAt: now() }
    await db.company(companyId, (tx) => store.putPicture(tx, companyId, urlHash, picture))
    return file
  }

  return {
    async of(agent: AgentCaller, productId: string): Promise<StoredFile | null> {
      const { companyId } = agent
      const catalog = await catalogs.of(companyId)
      const found = await catalog?.provider.ask('products', { productIds: [productId], limit: 1 })
      const url = found?.items.find((product) => product.productId === productId)?.pictureUrl
      if (!url) return null
      const urlHash = sha256(url)
      const there = await known(companyId, urlHash)
      if (there !== undefined) return there
      const key = `${companyId} ${urlHash.toString('hex')}`
      const loading =
        underWay.get(key) ??
        load(agent, url)
          .then((file) => remember(companyId, urlHash, file))
          .finally(() => underWay.delete(key))
      underWay.set(key, loading)
      return loading
    },

    /** A picture that is at hand already, for an address that need not be asked. */
    async give(agent: AgentCaller, url: string, bytes: Buffer): Promise<void> {
      await remember(agent.companyId, sha256(url), await keep(agent, nameOf(url), bytes))
    },
  }
}

/** The last part of its address. */
const nameOf = (url: string) => new URL(url).pathname.split('/').at(-1)?.slice(0, 80) || 'picture'
