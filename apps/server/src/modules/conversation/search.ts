import type { Filter, MessageBody, SearchHit } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import { decodeCursor, encodeCursor } from '../../platform/cursor/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Context } from './service/context.ts'
import { type SearchRequest, searchVisible } from './view/search.ts'
import { excerptOf, wordsLookedFor } from './words.ts'

interface Door {
  readonly matching: (companyId: string, filter: Filter) => Promise<SearchRequest['matches']>
}

/** D2.11: what was ever said, by its words. */
export function createSearch(
  { db, collaborators, rows }: Pick<Context, 'db' | 'collaborators' | 'rows'>,
  { matching }: Door,
) {
  return {
    /** Latest first. As in `find`, a page may have fewer than were asked for, or none, and go on. */
    async search(
      agent: AgentCaller,
      input: {
        words: string
        filter?: Filter | undefined
        agentId?: string | undefined
        from?: string | undefined
        until?: string | undefined
        cursor?: string | undefined
        limit: number
      },
    ): Promise<{ items: SearchHit[]; next: string | null }> {
      const { companyId } = agent
      const words = await wordsLookedFor(input.words)
      if (words.length === 0) return { items: [], next: null }
      const scope = await collaborators.scopeOf(agent)
      const matches = input.filter && (await matching(companyId, input.filter))
      const cursor = decodeCursor(input.cursor, 3)
      const { found, reached } = await db.company(companyId, (tx) =>
        searchVisible(tx, companyId, scope, {
          words,
          agentId: input.agentId,
          from: input.from === undefined ? undefined : new Date(input.from),
          until: input.until === undefined ? undefined : new Date(input.until),
          matches,
          before: cursor && {
            sentAt: new Date(cursor[0] ?? ''),
            conversationId: cursor[1] ?? '',
            seq: Number(cursor[2]),
          },
          limit: input.limit + 1,
        }),
      )
      const page = found.slice(0, input.limit)
      const names = await rows.visitorNames(
        companyId,
        page.map(({ message }) => message.conversationId),
      )
      const last = page.at(-1)?.message
      const goesOn = found.length > input.limit && last ? { ...last, sentAt: new Date(last.at) } : reached
      return {
        items: page.map(({ visitorId, message }) => ({
          conversationId: message.conversationId,
          visitorId,
          visitorName: names.get(message.conversationId) ?? '',
          message,
          excerpt: excerptOf(
            foundIn(message.body),
            words.map((one) => one.word),
          ),
        })),
        next: goesOn ? encodeCursor(goesOn.sentAt.toISOString(), goesOn.conversationId, goesOn.seq) : null,
      }
    },
  }
}

/** All that a message is found by. */
function foundIn(body: MessageBody): string {
  if (body.type === 'card') return `${body.title} ${body.text}`
  if (body.type === 'appointment') return `${body.title} ${body.name} ${body.place} ${body.number}`
  return textOf(body)
}
