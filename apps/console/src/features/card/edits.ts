import type { Card, CardChange, CardField, CardValue } from '@youwen/contract'
import { formatPhone } from '../../platform/phone.ts'

/** What somebody changed in the form and has not saved. `was` is what stood there when he began. */
export type Edits = Readonly<Record<string, { readonly was: CardValue | null; readonly value: CardValue | null }>>

export const isSame = (a: CardValue | null, b: CardValue | null): boolean => JSON.stringify(a) === JSON.stringify(b)

export const savedValue = (card: Card, fieldId: string): CardValue | null => card.values[fieldId] ?? null

/** A value as people read it. */
export function textOf(field: Pick<CardField, 'kind'>, value: CardValue | null): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join('、')
  return field.kind === 'phone' ? formatPhone(value) : value
}

/** What the form shows: his own change, else what is saved. */
export const shownValue = (card: Card, edits: Edits, field: CardField): CardValue | null =>
  edits[field.fieldId]?.value ?? (field.fieldId in edits ? null : savedValue(card, field.fieldId))

/** A field was changed in the form. Back to what is saved is no change. */
export function withEdit(edits: Edits, card: Card, field: CardField, value: CardValue | null): Edits {
  const { [field.fieldId]: before, ...rest } = edits
  const saved = savedValue(card, field.fieldId)
  const meant = value === '' || (Array.isArray(value) && value.length === 0) ? null : value
  const isAsSaved = isSame(meant, saved) || (typeof meant === 'string' && meant === textOf(field, saved))
  return isAsSaved ? rest : { ...rest, [field.fieldId]: { was: before?.was ?? (before ? null : saved), value: meant } }
}

/** Fields that somebody else changed since this agent began to change them. */
export const conflictsOf = (card: Card, edits: Edits): string[] =>
  Object.entries(edits)
    .filter(([fieldId, { was, value }]) => {
      const saved = savedValue(card, fieldId)
      return !isSame(saved, was) && !isSame(saved, value)
    })
    .map(([fieldId]) => fieldId)

/** He saw what the other one wrote, and wants his own. */
export const keepMine = (edits: Edits, card: Card, fieldId: string): Edits => {
  const edit = edits[fieldId]
  return edit ? { ...edits, [fieldId]: { ...edit, was: savedValue(card, fieldId) } } : edits
}

/** Without what is in no field that the agent sees. The same object when that is nothing. */
export function onlyOf(edits: Edits, fields: readonly CardField[]): Edits {
  const kept = Object.entries(edits).filter(([fieldId]) => fields.some((field) => field.fieldId === fieldId))
  return kept.length === Object.keys(edits).length ? edits : Object.fromEntries(kept)
}

export const changesOf = (edits: Edits): CardChange[] =>
  Object.entries(edits).map(([fieldId, { was, value }]) => ({ fieldId, was, value }))

/** What is left after a save: only what was typed on while it was on its way. */
export function afterSave(edits: Edits, sent: Edits, card: Card): Edits {
  const left = Object.entries(edits).filter(([fieldId, { value }]) => {
    const saved = sent[fieldId]
    return !saved || !isSame(saved.value, value)
  })
  return Object.fromEntries(left.map(([fieldId, { value }]) => [fieldId, { was: savedValue(card, fieldId), value }]))
}
