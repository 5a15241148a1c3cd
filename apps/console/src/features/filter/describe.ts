import type { Condition } from '@youwen/contract'
import type { TFunction } from 'i18next'
import { type Option, valuesOf, withChosen } from './fields.ts'

/** What a chip says behind its field's name: 浙江、上海 +2. */
export function valueText(
  condition: Condition,
  options: readonly Option[],
  t: TFunction,
  dayOf: (at: Date) => string,
): string {
  switch (condition.field) {
    case 'keyword':
      return `“${condition.contains}”`
    case 'classified':
    case 'card':
    case 'phone':
    case 'sensitive':
      return t(condition.is ? 'filter.yes' : 'filter.no')
    case 'messages': {
      const { min, max } = condition
      if (min !== undefined && max !== undefined) return `${min} – ${max}`
      return min === undefined ? `≤ ${max}` : `≥ ${min}`
    }
    case 'startedAt': {
      const { lastDays, from, until } = condition
      if (lastDays !== undefined) return lastDays === 1 ? t('filter.today') : t('filter.lastDays', { count: lastDays })
      const first = from && dayOf(new Date(from))
      // Up to the day before: the bound itself is the first moment that is not meant.
      const last = until && dayOf(new Date(Date.parse(until) - 1))
      return [first, last].map((day) => day || '…').join(' – ')
    }
    default: {
      const values = valuesOf(condition)
      const known = withChosen(condition.field, options, values)
      const names = values.map((value) => known.find((option) => option.value === value)?.label ?? value)
      const shown = names.slice(0, 2).join(t('filter.comma'))
      return names.length > 2 ? `${shown} +${names.length - 2}` : shown
    }
  }
}
