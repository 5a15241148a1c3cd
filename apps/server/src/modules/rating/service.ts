import { isDeepStrictEqual } from 'node:util'
import type { ConversationEvent, Rating, RatingForm, RatingSettings } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { AgentCaller, VisitorCaller } from '../../platform/http/index.ts'
import { defaultSettings } from './defaults.ts'
import * as store from './store.ts'
import { offeredAmong } from './tags.ts'

/** A conversation, held by the transaction that adds to its stream. */
interface Held {
  readonly visitorId: string
  readonly siteId: string
  readonly agentId: string | null
  readonly status: 'queued' | 'open' | 'closed'
  readonly wasAnswered: boolean
}

export interface RatingParts {
  readonly db: Db
  readonly now: () => Date
  readonly conversations: {
    /** Refuses one that this agent does not see. */
    visible(agent: AgentCaller, conversationId: string): Promise<unknown>
    note(
      companyId: string,
      conversationId: string,
      decide: (tx: Tx, conversation: Held) => Promise<ConversationEvent | undefined>,
    ): Promise<void>
  }
  readonly unknownSites: (companyId: string, siteIds: readonly string[]) => Promise<string[]>
}

export interface Answer {
  readonly conversationId: string
  readonly stars: number
  readonly tags: readonly string[]
  readonly comment: string
}

const ratedOf = (found: store.RatingRecord | undefined): Rating['rated'] =>
  found?.ratedAt && found.stars !== null
    ? { stars: found.stars, tags: found.tags, comment: found.comment, at: found.ratedAt.toISOString() }
    : null

export function createRatings({ db, now, conversations, unknownSites }: RatingParts) {
  const settingsOf = async (tx: Tx, companyId: string): Promise<RatingSettings> =>
    (await store.findSettings(tx, companyId)) ?? defaultSettings

  const ratingOf = async (companyId: string, conversationId: string): Promise<Rating> => {
    const found = await db.company(companyId, (tx) => store.findRating(tx, companyId, conversationId))
    return { conversationId, invitedAt: found?.invitedAt.toISOString() ?? null, rated: ratedOf(found) }
  }

  async function formOf({ companyId, visitorId }: VisitorCaller, conversationId: string): Promise<RatingForm> {
    return db.company(companyId, async (tx) => {
      const found = await store.findRating(tx, companyId, conversationId)
      if (found?.visitorId !== visitorId) throw notFound('rating')
      const { tags, asksComment } = await settingsOf(tx, companyId)
      return { conversationId, tags, asksComment, rated: ratedOf(found) }
    })
  }

  /** The visitor is asked, unless he was before; the same transaction says so in the conversation's stream. */
  const ask = (
    companyId: string,
    conversationId: string,
    invitedBy: string | null,
    mayAsk: (held: Held, settings: RatingSettings) => boolean,
  ) =>
    conversations.note(companyId, conversationId, async (tx, held) => {
      if (!mayAsk(held, await settingsOf(tx, companyId))) return undefined
      const { visitorId, siteId, agentId } = held
      const invitation = { conversationId, visitorId, siteId, agentId, invitedBy, at: now() }
      if (!(await store.insertInvitation(tx, companyId, invitation))) return undefined
      return { type: 'event', event: 'rating_invited', agentId: invitedBy }
    })

  return {
    settings: (companyId: string) => db.company(companyId, (tx) => settingsOf(tx, companyId)),

    async saveSettings(companyId: string, request: RatingSettings): Promise<RatingSettings> {
      const nameless = request.tags.findIndex(({ text }) => text['zh-CN'] === '' && text['en-US'] === '')
      if (nameless >= 0) throw invalidField(`tags.${nameless}.text`, 'rating.tag_empty', 'This reason has no words.')
      const unknown = await unknownSites(companyId, request.siteIdsWithoutInvitation)
      // A site that was removed meanwhile is left out: nobody is asked there any more.
      const siteIdsWithoutInvitation = request.siteIdsWithoutInvitation.filter((siteId) => !unknown.includes(siteId))
      const settings = { ...request, siteIdsWithoutInvitation }
      await db.company(companyId, (tx) => store.putSettings(tx, companyId, settings))
      return settings
    },

    /** Average stars by agent, of what was rated since then. */
    averages: (companyId: string, since: Date, agentIds?: readonly string[]): Promise<ReadonlyMap<string, number>> =>
      db.company(companyId, (tx) => store.averagesSince(tx, companyId, since, agentIds)),

    async get(agent: AgentCaller, conversationId: string): Promise<Rating> {
      await conversations.visible(agent, conversationId)
      return ratingOf(agent.companyId, conversationId)
    },

    async invite(agent: AgentCaller, conversationId: string): Promise<Rating> {
      const { companyId, agentId } = agent
      await conversations.visible(agent, conversationId)
      await ask(companyId, conversationId, agentId, (held, { isOn }) => {
        if (!isOn) throw new Refusal('conflict', 'rating.off', 'Ratings are switched off.')
        if (!held.wasAnswered) {
          throw new Refusal('conflict', 'rating.not_answered', 'Nobody has answered this visitor yet.')
        }
        return true
      })
      return ratingOf(companyId, conversationId)
    },

    /** When a conversation is over: asks where the company wants it, and where there is something to rate. */
    inviteAtEnd: (companyId: string, conversationId: string): Promise<void> =>
      ask(
        companyId,
        conversationId,
        null,
        ({ wasAnswered, siteId }, { isOn, invitesAtEnd, siteIdsWithoutInvitation }) =>
          isOn && invitesAtEnd && wasAnswered && !siteIdsWithoutInvitation.includes(siteId),
      ),

    form: formOf,

    /** Once; the same answer again changes nothing, so that a client may repeat it. */
    async rate(visitor: VisitorCaller, { conversationId, stars, ...answer }: Answer): Promise<RatingForm> {
      const { companyId } = visitor
      // His own, and he was asked: else there is nothing to rate.
      await formOf(visitor, conversationId)
      const comment = answer.comment.toWellFormed().replaceAll('\0', '')
      await conversations.note(companyId, conversationId, async (tx) => {
        const found = await store.findRating(tx, companyId, conversationId)
        if (!found) throw notFound('rating')
        const settings = await settingsOf(tx, companyId)
        const tags = offeredAmong(settings.tags, stars, answer.tags)
        if (found.ratedAt) {
          const isSame = isDeepStrictEqual([found.stars, found.tags, found.comment], [stars, tags, comment])
          if (isSame) return undefined
          throw new Refusal('conflict', 'rating.given', 'You have rated this conversation already.')
        }
        await store.putAnswer(tx, companyId, conversationId, { stars, tags, comment, at: now() })
        return { type: 'event', event: 'rated', stars, tags, comment }
      })
      return formOf(visitor, conversationId)
    },
  }
}
export type Ratings = ReturnType<typeof createRatings>

const invalidField = (path: string, code: string, title: string) =>
  new Refusal('invalid', code, title, { fields: [{ path, code, title }] })
