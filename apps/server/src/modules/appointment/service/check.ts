import type { AppointmentField } from '@youwen/contract'
import { Refusal } from '../../../platform/errors.ts'

const dayMs = 86_400_000
/** What was agreed yesterday on the telephone is still written down; a year that nobody meant is not. */
const earliest = -dayMs
const latest = 2 * 366 * dayMs

const refuse = (path: string, code: string, title: string) =>
  new Refusal('invalid', code, title, { fields: [{ path, code, title }] })

export function checkTime(at: Date, now: Date): void {
  const inMs = at.getTime() - now.getTime()
  if (inMs < earliest) throw refuse('at', 'appointment.time_past', 'This time has passed.')
  if (inMs > latest) throw refuse('at', 'appointment.time_far', 'This is more than two years away.')
}

export function checkPhone(typed: string, phoneOf: (text: string) => string | undefined): string {
  if (typed === '') return ''
  const phone = phoneOf(typed)
  if (phone === undefined) throw refuse('phone', 'appointment.phone', 'This is no phone number.')
  return phone
}

/**
 * What is kept after these were filled in. A field that the template no longer has keeps what it had: its name may come
 * back, and nobody took it away.
 */
export function checkValues(
  fields: readonly AppointmentField[],
  given: Readonly<Record<string, string>>,
  held: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const known = new Map(fields.map((field) => [field.fieldId, field]))
  const kept = Object.fromEntries(Object.entries(held).filter(([fieldId]) => !known.has(fieldId)))
  for (const [fieldId, value] of Object.entries(given)) {
    const field = known.get(fieldId)
    const path = `values.${fieldId}`
    if (!field) {
      // A form that was open while the field was taken away says what is kept anyway.
      if (held[fieldId] === value) continue
      throw refuse(path, 'appointment.field_unknown', 'The template has no such field.')
    }
    // What was chosen before the options changed may stay.
    const isOption = field.options.includes(value) || held[fieldId] === value
    if (field.kind === 'select' && value !== '' && !isOption) {
      throw refuse(path, 'appointment.option_unknown', `"${field.name}" has no such option.`)
    }
    if (value !== '') kept[fieldId] = value
  }
  const missing = fields.find(({ fieldId, isRequired }) => isRequired && kept[fieldId] === undefined)
  if (missing) {
    throw refuse(`values.${missing.fieldId}`, 'appointment.field_missing', `"${missing.name}" has to be filled in.`)
  }
  return kept
}
