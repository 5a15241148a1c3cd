import type { Card, CardDuplicate, CardField } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { CardSaved } from '../events.ts'
import * as cards from '../store/cards.ts'
import * as fieldStore from '../store/fields.ts'
import { endMerge, insertMerge, type Merge, mergesInto } from '../store/merges.ts'
import { findCardId, giveCard, lockVisitorsOfCards, visitorsOfCard } from '../store/visitors.ts'
import { isSame, type Values } from '../values.ts'
import { type CardParts, type CardService, openCard, withName, withoutName, writeCard } from './cards.ts'
import type { Collaborators } from './collaborators.ts'
import { seenFields } from './fields.ts'

const maxShown = 5

export interface MergeParts extends CardParts {
  readonly collaborators: CardParts['collaborators'] & Pick<Collaborators, 'visible' | 'visitorsCalled'>
  readonly cards: Pick<CardService, 'get' | 'shown'>
}

/**
 * Two visitors who are one person. Their cards become one and their histories are read as one; conversations, visits and
 * tokens stay with the visitor who had them, so that nothing is lost and a mistake can be taken back.
 */
export function createMergeService({ db, now, collaborators, keepFacts, cards: cardService }: MergeParts) {
  const { mustSee, visible, visitorsCalled, names, roleOf } = collaborators

  const announce = (tx: Tx, companyId: string, visitorIds: readonly string[]) => {
    const event: CardSaved = { type: 'card.saved', companyId, visitorIds, isMerge: true }
    tx.announce(event)
  }

  return {
    /** Only those that the agent may see; of the others he learns nothing here. */
    async duplicates(agent: AgentCaller, visitorId: string): Promise<CardDuplicate[]> {
      const { companyId } = agent
      await mustSee(agent, visitorId)
      const roleId = await roleOf(companyId, agent.agentId)
      const { fields, matches } = await db.company(companyId, async (tx) => {
        const seen = seenFields(await fieldStore.findFields(tx, companyId), agent, roleId)
        const cardId = await findCardId(tx, companyId, visitorId)
        const fieldIds = seen.filter(({ kind }) => kind === 'phone' || kind === 'wechat').map(({ fieldId }) => fieldId)
        // Some of them may be out of the agent's scope: look at more than are shown.
        const options = { fieldIds, limit: maxShown * 4 }
        return { fields: seen, matches: cardId ? await cards.findMatches(tx, companyId, cardId, options) : [] }
      })
      const found: CardDuplicate[] = []
      for (const match of matches) {
        const [seen] = await visible(agent, match.visitorIds)
        if (!seen || found.length === maxShown) continue
        const card = await db.company(companyId, (tx) => cardService.shown(tx, agent, seen.visitorId, fields))
        found.push({
          visitorId: seen.visitorId,
          name: seen.name,
          values: card.values,
          savedAt: card.savedAt,
          lastSeenAt: seen.lastSeenAt,
          conversationCount: seen.conversationCount,
          matches: [...match.fieldIds],
        })
      }
      const called = await visitorsCalled(
        companyId,
        found.map((one) => one.visitorId),
      )
      return found.map((one) => ({ ...one, name: called.get(one.visitorId) ?? one.name }))
    },

    /** What the surviving card has not is taken from the other one in any case; `take` says what replaces a value. */
    async merge(
      agent: AgentCaller,
      visitorId: string,
      otherVisitorId: string,
      take: readonly string[],
    ): Promise<{ card: Card; mergeId: string }> {
      const { companyId } = agent
      await mustSee(agent, visitorId)
      await mustSee(agent, otherVisitorId)
      const roleId = await roleOf(companyId, agent.agentId)
      return db.company(companyId, async (tx) => {
        await lockVisitorsOfCards(tx, companyId, [visitorId, otherVisitorId])
        const all = await fieldStore.holdFields(tx, companyId)
        const fields = seenFields(all, agent, roleId)
        const [kept, other] = await openBoth(tx, companyId, visitorId, otherVisitorId)
        if (kept.cardId === other.cardId) {
          throw new Refusal('conflict', 'card.one_already', 'These two are one person already.')
        }
        const keptVisitors = await visitorsOfCard(tx, companyId, kept.cardId)
        const visitorIds = await visitorsOfCard(tx, companyId, other.cardId)
        const everybody = [...keptVisitors, ...visitorIds]
        const namesBefore = await names.of(tx, companyId, everybody)
        const mine = withName(kept.values, namesBefore.get(visitorId) ?? '', all)
        const theirs = withName(other.values, namesBefore.get(otherVisitorId) ?? '', all)
        const { taken, replaced } = chosen(mine, theirs, new Set(take.filter((id) => isAmong(fields, id))))

        const { name, values } = withoutName({ ...mine, ...taken }, all)
        await cards.replaceKeys(tx, companyId, other.cardId, [])
        await giveCard(tx, companyId, visitorIds, kept.cardId)
        await writeCard(tx, companyId, { ...kept, values, savedAt: now(), savedBy: agent.name }, all)
        await names.set(tx, companyId, new Map(everybody.map((id) => [id, name])))
        const mergeId = uuidv7()
        await insertMerge(tx, companyId, {
          mergeId,
          cardId: kept.cardId,
          mergedCardId: other.cardId,
          visitorIds,
          replaced,
          taken,
          names: Object.fromEntries(namesBefore),
          mergedBy: agent.name,
          mergedAt: now(),
        })
        await keepFacts(tx, companyId, everybody)
        announce(tx, companyId, everybody)
        return { card: await cardService.shown(tx, agent, visitorId, fields), mergeId }
      })
    },

    /** What was changed after the merge stays as it is now. */
    async undo(agent: AgentCaller, visitorId: string, mergeId: string): Promise<Card> {
      const { companyId } = agent
      await mustSee(agent, visitorId)
      const roleId = await roleOf(companyId, agent.agentId)
      await db.company(companyId, async (tx) => {
        await lockVisitorsOfCards(tx, companyId, [visitorId])
        const all = await fieldStore.holdFields(tx, companyId)
        const card = await openCard(tx, companyId, visitorId)
        const merge = (await mergesInto(tx, companyId, card.cardId)).find((one) => one.mergeId === mergeId)
        if (!merge) throw notFound('card_merge')
        const everybody = await visitorsOfCard(tx, companyId, card.cardId)
        const stillHere = merge.visitorIds.filter((id) => everybody.includes(id))
        const staying = everybody.filter((id) => !stillHere.includes(id))
        const nameNow = (await names.of(tx, companyId, everybody)).get(staying[0] ?? visitorId) ?? ''
        const current = withName(card.values, nameNow, all)
        const { name, values } = withoutName(parted(current, merge), all)

        await giveCard(tx, companyId, stillHere, merge.mergedCardId)
        await writeCard(tx, companyId, { ...card, values, savedAt: now(), savedBy: agent.name }, all)
        await writeCard(tx, companyId, await cards.lockCard(tx, companyId, merge.mergedCardId), all)
        await names.set(
          tx,
          companyId,
          new Map([
            ...staying.map((id) => [id, name] as const),
            ...stillHere.map((id) => [id, merge.names[id] ?? ''] as const),
          ]),
        )
        await endMerge(tx, companyId, mergeId, now())
        await keepFacts(tx, companyId, everybody)
        announce(tx, companyId, everybody)
      })
      return db.company(companyId, async (tx) =>
        cardService.shown(tx, agent, visitorId, seenFields(await fieldStore.findFields(tx, companyId), agent, roleId)),
      )
    },
  }
}

/** Locked in one order for everybody. */
async function openBoth(tx: Tx, companyId: string, visitorId: string, otherVisitorId: string) {
  const [first, second] = [visitorId, otherVisitorId].sort() as [string, string]
  const opened = new Map([[first, await openCard(tx, companyId, first)]])
  opened.set(second, await openCard(tx, companyId, second))
  return [visitorId, otherVisitorId].map((id) => opened.get(id)) as [cards.StoredCard, cards.StoredCard]
}

const isAmong = (fields: readonly CardField[], fieldId: string) => fields.some((field) => field.fieldId === fieldId)

function chosen(mine: Values, theirs: Values, take: ReadonlySet<string>): { taken: Values; replaced: Values } {
  const taken = Object.fromEntries(
    Object.entries(theirs).filter(([id, value]) => (!(id in mine) || take.has(id)) && !isSame(mine[id], value)),
  )
  return { taken, replaced: Object.fromEntries(Object.entries(mine).filter(([id]) => id in taken)) }
}

/** The surviving card without what it got, unless somebody worked on it since. */
function parted(values: Values, { taken, replaced }: Merge): Readonly<Record<string, Values[string] | null>> {
  const back = Object.entries(taken)
    .filter(([id, value]) => isSame(values[id], value))
    .map(([id]) => [id, replaced[id] ?? null] as const)
  return { ...values, ...Object.fromEntries(back) }
}
