import type { Card, CardChange, CardField, CardValue } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { CardSaved } from '../events.ts'
import * as store from '../store/cards.ts'
import * as fieldStore from '../store/fields.ts'
import { mergesInto } from '../store/merges.ts'
import { findCardId, giveCard, lockVisitorsOfCards, visitorsOfCard } from '../store/visitors.ts'
import { isSame, keyOf, normalise, type Values } from '../values.ts'
import type { Collaborators } from './collaborators.ts'
import { invalid, seenFields } from './fields.ts'
import type { KeepFacts } from './keep-facts.ts'

export interface CardParts {
  readonly db: Db
  readonly now: () => Date
  readonly collaborators: Pick<Collaborators, 'roleOf' | 'mustSee' | 'names'>
  readonly keepFacts: KeepFacts
}

/**
 * The card of a person. Where the name lives: in the visitor, not in the card. Every list, header and search shows the
 * visitor's name already, and an agent can change it without opening a card; a second copy would drift. The card shows it
 * as its field `name`, reads it from there and writes it there, in the same transaction as the rest.
 */
export function createCardService({ db, now, collaborators, keepFacts }: CardParts) {
  const { roleOf, mustSee, names } = collaborators

  /** The card as this agent may see it. */
  async function shown(tx: Tx, agent: AgentCaller, visitorId: string, fields: readonly CardField[]): Promise<Card> {
    const { companyId } = agent
    const cardId = await findCardId(tx, companyId, visitorId)
    const card = cardId ? await store.findCard(tx, companyId, cardId) : undefined
    const name = (await names.of(tx, companyId, [visitorId])).get(visitorId) ?? ''
    const merges = cardId ? await mergesInto(tx, companyId, cardId) : []
    return {
      visitorId,
      values: onlyOf(withName(card?.values ?? {}, name, fields), fields),
      savedAt: card?.savedAt?.toISOString() ?? null,
      savedBy: card?.savedBy ?? '',
      linked: merges.flatMap((merge) =>
        merge.visitorIds.map((linkedId) => ({
          visitorId: linkedId,
          mergeId: merge.mergeId,
          mergedAt: merge.mergedAt.toISOString(),
          mergedBy: merge.mergedBy,
        })),
      ),
    }
  }

  const fieldsFor = async (tx: Tx, agent: AgentCaller) =>
    seenFields(await fieldStore.findFields(tx, agent.companyId), agent, await roleOf(agent.companyId, agent.agentId))

  return {
    async get(agent: AgentCaller, visitorId: string): Promise<Card> {
      await mustSee(agent, visitorId)
      return db.company(agent.companyId, async (tx) => shown(tx, agent, visitorId, await fieldsFor(tx, agent)))
    },

    /**
     * Changes some fields. Each names what the agent saw before: who was faster with another field disturbs nobody, who
     * was faster with the same one is not overwritten.
     */
    async save(agent: AgentCaller, visitorId: string, changes: readonly CardChange[]): Promise<Card> {
      const { companyId } = agent
      await mustSee(agent, visitorId)
      const roleId = await roleOf(companyId, agent.agentId)
      return db.company(companyId, async (tx) => {
        await lockVisitorsOfCards(tx, companyId, [visitorId])
        const all = await fieldStore.holdFields(tx, companyId)
        const fields = seenFields(all, agent, roleId)
        const wanted = readChanges(changes, fields)
        const card = await openCard(tx, companyId, visitorId)
        const nameBefore = (await names.of(tx, companyId, [visitorId])).get(visitorId) ?? ''
        const before = withName(card.values, nameBefore, all)
        checkUnchanged(changes, wanted, before)

        const after = { ...before, ...wanted }
        checkRequired(fields, after)
        const { name, values } = withoutName(after, all)
        await writeCard(tx, companyId, { ...card, values, savedAt: now(), savedBy: agent.name }, all)
        const visitorIds = await visitorsOfCard(tx, companyId, card.cardId)
        if (name !== nameBefore) await names.set(tx, companyId, new Map(visitorIds.map((id) => [id, name])))
        await keepFacts(tx, companyId, visitorIds)
        const event: CardSaved = { type: 'card.saved', companyId, visitorIds, isMerge: false }
        tx.announce(event)
        return shown(tx, agent, visitorId, fields)
      })
    },

    shown,
  }
}
export type CardService = ReturnType<typeof createCardService>

/** His card, locked; made now when there is none. */
export async function openCard(tx: Tx, companyId: string, visitorId: string): Promise<store.StoredCard> {
  const found = await findCardId(tx, companyId, visitorId)
  if (found) return store.lockCard(tx, companyId, found)
  const cardId = uuidv7()
  await store.insertCard(tx, companyId, cardId)
  await giveCard(tx, companyId, [visitorId], cardId)
  return store.lockCard(tx, companyId, cardId)
}

/** The values with what they are found by. Refuses one that another card has where the company wants it only once. */
export async function writeCard(
  tx: Tx,
  companyId: string,
  card: store.StoredCard,
  fields: readonly CardField[],
): Promise<void> {
  const keys = keysOf(card.values, fields)
  const taken = await store.findTaken(tx, companyId, card.cardId, keys)
  const [fieldId] = taken
  if (fieldId) throw invalid(fieldId, 'card.value_taken', 'Another card has this value already.')
  await store.updateCard(tx, companyId, card)
  await store.replaceKeys(tx, companyId, card.cardId, keys)
}

export const keysOf = (values: Values, fields: readonly CardField[]): store.CardKey[] =>
  fields.flatMap(({ fieldId, kind, isUnique }) => {
    const value = values[fieldId]
    const key = value === undefined ? null : keyOf(kind, value)
    return key === null ? [] : [{ fieldId, kind, value: key, isUnique }]
  })

const nameField = (fields: readonly CardField[]) => fields.find(({ builtIn }) => builtIn === 'name')?.fieldId

export function withName(values: Values, name: string, fields: readonly CardField[]): Values {
  const fieldId = nameField(fields)
  return fieldId && name !== '' ? { ...values, [fieldId]: name } : values
}

/** Empty values are left out: an emptied field and one that was never filled in are the same. */
export function withoutName(
  values: Readonly<Record<string, CardValue | null>>,
  fields: readonly CardField[],
): { name: string; values: Values } {
  const fieldId = nameField(fields)
  const name = fieldId ? values[fieldId] : undefined
  return {
    name: typeof name === 'string' ? name : '',
    values: Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, CardValue] => entry[1] !== null && entry[0] !== fieldId),
    ),
  }
}

const onlyOf = (values: Values, fields: readonly CardField[]): Values => {
  const ids = new Set(fields.map(({ fieldId }) => fieldId))
  return Object.fromEntries(Object.entries(values).filter(([fieldId]) => ids.has(fieldId)))
}

function readChanges(changes: readonly CardChange[], fields: readonly CardField[]): Record<string, CardValue | null> {
  const wanted: Record<string, CardValue | null> = {}
  for (const { fieldId, value } of changes) {
    const field = fields.find((each) => each.fieldId === fieldId)
    if (!field) throw invalid(fieldId, 'card_field.not_found', 'There is no such field.')
    const read = normalise(field, value)
    if ('fault' in read) throw invalid(fieldId, `card_value.${read.fault}`, `This is no ${field.kind}.`)
    wanted[fieldId] = read.value
  }
  return wanted
}

function checkUnchanged(
  changes: readonly CardChange[],
  wanted: Readonly<Record<string, CardValue | null>>,
  before: Values,
): void {
  const lost = changes.filter(
    ({ fieldId, was }) => !isSame(before[fieldId], was) && !isSame(before[fieldId], wanted[fieldId]),
  )
  if (lost.length === 0) return
  const title = 'Somebody changed this meanwhile.'
  throw new Refusal('conflict', 'card.changed_meanwhile', 'Somebody changed the same fields meanwhile.', {
    fields: lost.map(({ fieldId }) => ({ path: fieldId, code: 'card.changed_meanwhile', title })),
  })
}

function checkRequired(fields: readonly CardField[], after: Readonly<Record<string, CardValue | null>>): void {
  const missing = fields.filter(({ isRequired, fieldId }) => isRequired && (after[fieldId] ?? null) === null)
  if (missing.length === 0) return
  const title = 'This field has to be filled in.'
  throw new Refusal('invalid', 'validation.failed', title, {
    fields: missing.map(({ fieldId }) => ({ path: fieldId, code: 'needed', title })),
  })
}
