/**
 * A company's own system, as /docs/api asks for it: products, orders and coupons over signed HTTP. An example for whoever
 * writes one, and, because it can also be slow, down or wrong, what Youwen is tested against.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { goodsOf } from './catalog-goods.ts'
import { createSignatureCheck, type SignatureFault } from './catalog-signature.ts'

/**
 * well: as it should. slow: after four seconds. down: 503. cut: hangs up. wrong: JSON that means nothing. partly: one item
 * of each answer is wrong. elsewhere: a redirect. bare: it has products only.
 */
export type CatalogMood = 'well' | 'slow' | 'down' | 'cut' | 'wrong' | 'partly' | 'elsewhere' | 'bare'

export interface CatalogSimulator extends AsyncDisposable {
  readonly url: string
  /** What was asked, in order, with why it was refused. */
  readonly asked: { readonly path: string; readonly body: Question; readonly fault: SignatureFault | undefined }[]
  /** By key id; as the settings of Youwen showed them. */
  readonly secrets: Map<string, string>
  mood: CatalogMood
}

export interface Question {
  readonly productIds?: readonly string[]
  readonly words?: string
  readonly customer?: { readonly phones: readonly string[]; readonly customerId: string | null }
  readonly cursor?: string
  readonly limit: number
}

export async function startCatalogSimulator({ port = 0, picture }: { port?: number; picture?: Buffer } = {}) {
  const secrets = new Map<string, string>()
  const faultOf = createSignatureCheck(secrets)
  const asked: CatalogSimulator['asked'] = []
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const goods = goodsOf(origin)

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? '/'
    if (path.startsWith('/pictures/')) return response.writeHead(picture ? 200 : 404).end(picture)
    const body = await wholeBody(request)
    const fault = faultOf({ method: request.method ?? '', path, headers: request.headers, body })
    const question = fault ? { limit: 0 } : (JSON.parse(body.toString()) as Question)
    asked.push({ path, body: question, fault })
    switch (simulator.mood) {
      case 'slow':
        await wait(4_000, undefined, { ref: false })
        break
      case 'down':
        return response.writeHead(503).end('<h1>Down for maintenance</h1>')
      case 'cut':
        return response.destroy()
      case 'wrong':
        return json(response, 200, { products: 'none' })
      case 'elsewhere':
        return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
      default:
    }
    if (fault) return json(response, 401, { error: fault })
    const found = find(path.slice('/youwen/'.length), question)
    if (!found) return response.writeHead(path.startsWith('/youwen/') ? 501 : 404).end()
    const isPartly = simulator.mood === 'partly'
    return json(response, 200, pageOf(isPartly ? [{ title: 7 }, ...found] : found, question))
  }

  function find(kind: string, { productIds, words = '', customer }: Question): readonly object[] | undefined {
    const fits = (item: object) => words.split(/\s+/).every((word) => JSON.stringify(item).includes(word))
    if (kind === 'products') {
      return productIds
        ? goods.products.filter((product) => 'productId' in product && productIds.includes(String(product.productId)))
        : goods.products.filter(fits)
    }
    if (simulator.mood === 'bare') return undefined
    if (kind === 'coupons') return goods.coupons.filter(fits)
    if (kind !== 'orders') return undefined
    const isHis = ({ of }: (typeof goods.orders)[number]) =>
      customer?.phones.includes(of.phone ?? '') ||
      (of.customerId !== undefined && of.customerId === customer?.customerId)
    return goods.orders.filter(isHis).map(({ order }) => order)
  }

  const simulator: CatalogSimulator = {
    url: `${origin}/youwen`,
    asked,
    secrets,
    mood: 'well',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return simulator
}

function pageOf(items: readonly object[], { cursor, limit }: Question) {
  const from = Number(cursor ?? 0)
  const until = from + limit
  return { items: items.slice(from, until), next: until < items.length ? String(until) : null }
}

const json = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
