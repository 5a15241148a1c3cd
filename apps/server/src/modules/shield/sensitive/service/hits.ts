import type { SensitiveHit, SensitiveUnseen } from '@youwen/contract'
import type { AgentCaller } from '../../../../platform/http/index.ts'
import type { SensitiveParts } from '../collaborators.ts'
import * as store from '../store/hit.ts'
import { cursorOf } from './cursor.ts'

/** How long they are kept. */
const keptDays = 180
/** Read at once, so that a page is filled also for who may see few of them. */
const batch = 200
/** And as often: who sees nothing of thousands gets a page that ends early, and asks for the next. */
const maxBatches = 5
const unseenLooked = 300
const unseenShown = 100

/** Where words were said, for whoever reviews it: in conversations that he may see, and nowhere else. */
export function createSensitiveHits({
  db,
  visibleAmong,
  visitorsCalled,
}: Pick<SensitiveParts, 'db' | 'visibleAmong' | 'visitorsCalled'>) {
  async function visible(agent: AgentCaller, hits: readonly store.StoredHit[]): Promise<store.StoredHit[]> {
    const named = [...new Set(hits.flatMap(({ conversationId }) => conversationId ?? []))]
    const { ids, isAll } = await visibleAmong(agent, named)
    // Who was not let through has no conversation, and belongs to nobody yet.
    return hits.filter(({ conversationId }) => (conversationId === null ? isAll : ids.has(conversationId)))
  }

  async function present(companyId: string, hits: readonly store.StoredHit[]): Promise<SensitiveHit[]> {
    const names = await visitorsCalled(companyId, [...new Set(hits.map(({ visitorId }) => visitorId))])
    return hits.map(({ at, said, words, isTold: _, messageId: __, ...hit }) => ({
      ...hit,
      at: at.toISOString(),
      words: [...words],
      text: said,
      visitorName: names.get(hit.visitorId) ?? '',
    }))
  }

  return {
    async list(
      agent: AgentCaller,
      { cursor, limit, ...wanted }: Omit<store.HitsWanted, 'before'> & { readonly cursor?: string | undefined },
    ): Promise<{ items: SensitiveHit[]; next: string | null }> {
      const { companyId } = agent
      const found: store.StoredHit[] = []
      let before = cursorOf(cursor)
      let isEnd = false
      for (let round = 0; round < maxBatches && found.length <= limit && !isEnd; round++) {
        const from = before
        const read = await db.company(companyId, (tx) =>
          store.findHits(tx, companyId, { ...wanted, before: from, limit: batch }),
        )
        found.push(...(await visible(agent, read)))
        before = read.at(-1)?.hitId
        isEnd = read.length < batch
      }
      const page = found.slice(0, limit)
      const isMore = found.length > limit
      const next = isMore ? (page.at(-1)?.hitId ?? null) : isEnd ? null : (before ?? null)
      return { items: await present(companyId, page), next }
    },

    async unseen(agent: AgentCaller): Promise<SensitiveUnseen> {
      const { companyId, agentId } = agent
      const read = await db.company(companyId, (tx) => store.findUnseen(tx, companyId, agentId, unseenLooked))
      // What he said himself is no news to him.
      const news = await visible(
        agent,
        read.filter((hit) => hit.agentId !== agentId),
      )
      const [latest = null] = await present(companyId, news.slice(0, 1))
      return { count: Math.min(news.length, unseenShown), latest }
    },

    seen: ({ companyId, agentId }: AgentCaller): Promise<void> =>
      db.company(companyId, (tx) => store.markSeen(tx, companyId, agentId)),

    forgetOld: (): Promise<void> => db.all((tx) => store.forgetOld(tx, keptDays)),
  }
}
