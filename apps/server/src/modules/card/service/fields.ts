import type { AddCardField, BuiltInCardField, CardField, CardFieldKind, SaveCardField } from '@youwen/contract'
import { builtInCardFields } from '@youwen/contract/card-kinds'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import * as cards from '../store/cards.ts'
import { visitorsWith } from '../store/facts.ts'
import * as store from '../store/fields.ts'
import type { KeepFacts } from './keep-facts.ts'

const maxFields = 60

const kindOf: Record<BuiltInCardField, CardFieldKind> = {
  name: 'text',
  phone: 'phone',
  wechat: 'wechat',
  qq: 'qq',
  email: 'email',
  gender: 'select',
  age: 'number',
  region: 'region',
  appointment: 'text',
  need: 'long_text',
  note: 'long_text',
}

/** Inside the transaction that makes a company: its agents can fill in cards from the first minute. */
export async function addBuiltInFields(tx: Tx, companyId: string): Promise<void> {
  await store.insertFields(
    tx,
    companyId,
    builtInCardFields.map((name, position) => ({
      fieldId: uuidv7(),
      builtIn: name,
      kind: kindOf[name],
      name: '',
      options: name === 'gender' ? ['男', '女'] : [],
      isRequired: false,
      isUnique: false,
      roleIds: [],
      isEnabled: true,
      position,
    })),
  )
}

export interface FieldParts {
  readonly db: Db
  roleOf(companyId: string, agentId: string): Promise<string | undefined>
  rolesOf(companyId: string): Promise<readonly { readonly roleId: string }[]>
  readonly keepFacts: KeepFacts
}

/** Which fields cards have, and who sees them. */
export function createFieldService({ db, roleOf, rolesOf, keepFacts }: FieldParts) {
  const getField = async (tx: Tx, companyId: string, fieldId: string): Promise<CardField> => {
    const field = await store.lockField(tx, companyId, fieldId)
    if (!field) throw notFound('card_field')
    return field
  }

  const checkRoles = async (companyId: string, roleIds: readonly string[]) => {
    const known = new Set((await rolesOf(companyId)).map(({ roleId }) => roleId))
    const at = roleIds.findIndex((roleId) => !known.has(roleId))
    if (at >= 0) throw invalid(`roleIds.${at}`, 'unknown', 'There is no such role.')
  }

  return {
    list: (companyId: string): Promise<CardField[]> => db.company(companyId, (tx) => store.findFields(tx, companyId)),

    /** The enabled fields that this agent may see. */
    async seenBy(agent: AgentCaller): Promise<CardField[]> {
      const fields = await db.company(agent.companyId, (tx) => store.findFields(tx, agent.companyId))
      return seenFields(fields, agent, await roleOf(agent.companyId, agent.agentId))
    },

    async add(companyId: string, request: AddCardField): Promise<CardField> {
      checkShape({ ...request, builtIn: null })
      await checkRoles(companyId, request.roleIds)
      return db.company(companyId, async (tx) => {
        const fields = await store.findFields(tx, companyId)
        if (fields.length >= maxFields) {
          throw new Refusal('conflict', 'card_field.too_many', `A card has at most ${maxFields} fields.`)
        }
        checkName(fields, request.name)
        const fieldId = uuidv7()
        await store.insertFields(tx, companyId, [{ ...cleaned(request), kind: request.kind, fieldId, builtIn: null }])
        return getField(tx, companyId, fieldId)
      })
    },

    async save(companyId: string, { fieldId, ...request }: SaveCardField & { fieldId: string }): Promise<CardField> {
      await db.company(companyId, (tx) => getField(tx, companyId, fieldId))
      await checkRoles(companyId, request.roleIds)
      return db.company(companyId, async (tx) => {
        const field = await getField(tx, companyId, fieldId)
        checkShape({ ...request, kind: field.kind, builtIn: field.builtIn })
        checkName(
          (await store.findFields(tx, companyId)).filter((other) => other.fieldId !== fieldId),
          request.name,
        )
        if (request.isUnique !== field.isUnique) {
          if (request.isUnique && (await cards.hasRepeats(tx, companyId, fieldId))) {
            throw new Refusal(
              'conflict',
              'card_field.has_repeats',
              'Cards share a value of this field: merge them first.',
            )
          }
          await cards.setKeysUnique(tx, companyId, fieldId, request.isUnique)
        }
        await store.updateField(tx, companyId, fieldId, cleaned(request))
        return getField(tx, companyId, fieldId)
      })
    },

    remove: (companyId: string, fieldId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const field = await getField(tx, companyId, fieldId)
        if (field.builtIn)
          throw new Refusal('conflict', 'card_field.built_in', 'A built-in field can only be disabled.')
        const visitorIds = await visitorsWith(tx, companyId, fieldId)
        await cards.forgetValues(tx, companyId, fieldId)
        await store.deleteField(tx, companyId, fieldId)
        await keepFacts(tx, companyId, visitorIds)
      }),

    order: (companyId: string, fieldIds: readonly string[]): Promise<CardField[]> =>
      db.company(companyId, async (tx) => {
        await store.orderFields(tx, companyId, fieldIds)
        return store.findFields(tx, companyId)
      }),
  }
}
export type FieldService = ReturnType<typeof createFieldService>

export const seenFields = (
  fields: readonly CardField[],
  { isOwner }: Pick<AgentCaller, 'isOwner'>,
  roleId: string | undefined,
): CardField[] =>
  fields.filter(
    ({ isEnabled, roleIds }) =>
      isEnabled && (isOwner || roleIds.length === 0 || (roleId !== undefined && roleIds.includes(roleId))),
  )

export function invalid(path: string, code: string, title: string): Refusal {
  return new Refusal('invalid', 'validation.failed', title, { fields: [{ path, code, title }] })
}

const hasOptions = (kind: CardFieldKind) => kind === 'select' || kind === 'multi_select'

function checkShape(field: SaveCardField & { kind: CardFieldKind; builtIn: BuiltInCardField | null }): void {
  if (field.name === '' && field.builtIn === null) throw invalid('name', 'needed', 'A field of your own needs a name.')
  if (hasOptions(field.kind) && field.options.length === 0) {
    throw invalid('options', 'card_field.no_options', 'There is nothing to choose from.')
  }
  // The name of a visitor is what colleagues call him, and two people may be called the same.
  if (field.isUnique && (hasOptions(field.kind) || field.kind === 'long_text' || field.builtIn === 'name')) {
    throw invalid('isUnique', 'card_field.never_unique', 'Values of this kind are shared by many cards.')
  }
}

function checkName(others: readonly CardField[], name: string): void {
  if (name !== '' && others.some((other) => other.name === name)) {
    throw invalid('name', 'card_field.name_taken', `There is a field "${name}" already.`)
  }
}

const cleaned = (field: SaveCardField): SaveCardField => ({
  name: field.name,
  options: [...new Set(field.options)],
  isRequired: field.isRequired,
  isUnique: field.isUnique,
  roleIds: [...new Set(field.roleIds)],
  isEnabled: field.isEnabled,
})
