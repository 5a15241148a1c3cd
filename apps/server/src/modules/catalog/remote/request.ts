import { type CatalogTrouble, inUtc, type ProvidedKind, ProvidedPage, provided } from '@youwen/contract'
import type { z } from 'zod'
import { randomToken } from '../../../platform/crypto/index.ts'
import type { Outbound } from '../../../platform/outbound/index.ts'
import type { Asked, Provided } from '../provider.ts'
import { type SigningKey, signatureHeaders } from './sign.ts'

const timeoutMs = 2_000
const maxBytes = 1024 * 1024
const shownFaults = 5

/** A company's own system, as its settings describe it. */
export interface RemoteSystem {
  readonly companyId: string
  readonly url: string
  readonly keys: readonly SigningKey[]
}

export interface RemoteAnswer<Kind extends ProvidedKind> {
  readonly trouble: CatalogTrouble | null
  readonly status: number | null
  readonly tookMs: number
  readonly sizeBytes: number
  readonly items: readonly Provided[Kind][]
  readonly next: string | null
  /** What is wrong with items that were left out. */
  readonly faults: readonly string[]
}

/** Asks a company's system once. Whatever comes back is checked, item by item: one that is wrong does not hide the others. */
export function createRemoteRequest({ outbound, now }: { outbound: Pick<Outbound, 'send'>; now: () => Date }) {
  return async function request<Kind extends ProvidedKind>(
    system: RemoteSystem,
    kind: Kind,
    asked: Asked[Kind],
  ): Promise<RemoteAnswer<Kind>> {
    const nothing = { status: null, tookMs: 0, sizeBytes: 0, items: [], next: null, faults: [] }
    const address = `${system.url.replace(/\/+$/, '')}/${kind}`
    if (!URL.canParse(address)) return { ...nothing, trouble: 'no_address' }
    if (system.keys.length === 0) return { ...nothing, trouble: 'no_key' }
    const body = JSON.stringify(asked)
    const signed = { method: 'POST', url: new URL(address), body, nonce: randomToken(18), at: now() }
    const answer = await outbound.send({
      url: address,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...signatureHeaders(system.keys, signed),
      },
      body,
      timeoutMs,
      maxBytes,
    })
    const { tookMs } = answer
    if (answer.outcome === 'failed') return { ...nothing, trouble: answer.trouble, tookMs }
    const { status } = answer
    const known = { ...nothing, status, tookMs, sizeBytes: answer.body.length }
    // It says that it has nothing of the kind, which is no trouble.
    if (status === 501) return { ...known, trouble: null }
    if (status === 401 || status === 403) return { ...known, trouble: 'unauthorized' }
    if (status !== 200) return { ...known, trouble: 'bad_status' }
    const page = ProvidedPage.safeParse(parsed(answer.body))
    if (!page.success) return { ...known, trouble: 'bad_answer', faults: faultsOf('', page.error) }
    const { items, faults } = readItems(kind, page.data.items)
    const isUseless = items.length === 0 && faults.length > 0
    return {
      ...known,
      items,
      faults: faults.slice(0, shownFaults),
      next: page.data.next,
      trouble: isUseless ? 'bad_answer' : null,
    }
  }
}
export type RemoteRequest = ReturnType<typeof createRemoteRequest>

function readItems<Kind extends ProvidedKind>(kind: Kind, given: readonly unknown[]) {
  const items: Provided[Kind][] = []
  const faults: string[] = []
  for (const [index, item] of given.entries()) {
    const read = provided[kind].safeParse(item)
    if (read.success) items.push(withMoments(read.data) as Provided[Kind])
    else faults.push(...faultsOf(`items.${index}`, read.error))
  }
  return { items, faults }
}

function withMoments(item: Provided[ProvidedKind]) {
  if ('placedAt' in item) return { ...item, placedAt: inUtc(item.placedAt) }
  if ('validUntil' in item) return { ...item, validUntil: item.validUntil && inUtc(item.validUntil) }
  return item
}

const faultsOf = (place: string, { issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${[place, ...path].filter((part) => part !== '').join('.') || '.'}: ${message}`)

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
