import type { Db } from '../../platform/db/index.ts'
import { findCard } from './store/cards.ts'
import { findFields } from './store/fields.ts'
import { findCardId } from './store/visitors.ts'

export { toE164 as phoneOf } from './values.ts'

/** Who a visitor is to the company's own systems. Not for people: it asks nobody which fields he may see. */
export const createCardIdentity = ({ db }: { db: Db }) => ({
  /** His phones, and what stands in one field. */
  of: (companyId: string, visitorId: string, fieldId: string | null) =>
    db.company(companyId, async (tx) => {
      const cardId = await findCardId(tx, companyId, visitorId)
      const card = cardId && (await findCard(tx, companyId, cardId))
      if (!card) return { phones: [], value: null }
      const fields = await findFields(tx, companyId)
      const textIn = (id: string | null) => {
        const value = id === null ? undefined : card.values[id]
        return typeof value === 'string' ? value : undefined
      }
      const phones = fields.flatMap((field) => (field.kind === 'phone' ? (textIn(field.fieldId) ?? []) : []))
      return { phones: phones.map((phone) => phone.replace(/;ext=.*$/, '')), value: textIn(fieldId) ?? null }
    }),
  fieldExists: (companyId: string, fieldId: string): Promise<boolean> =>
    db.company(companyId, async (tx) => (await findFields(tx, companyId)).some((field) => field.fieldId === fieldId)),
})
