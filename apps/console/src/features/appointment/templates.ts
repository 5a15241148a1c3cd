import { useQuery } from '@tanstack/react-query'
import type { AppointmentTemplate } from '@youwen/contract'
import { queries } from '../../platform/api.ts'

/** Templates; those that were removed have names and fields too, but cannot be chosen. */
export function useTemplates() {
  const query = useQuery(queries.appointment.templates.queryOptions({ staleTime: 60_000 }))
  const all = query.data ?? []
  return {
    query,
    offered: all.filter(({ isRemoved }) => !isRemoved),
    all,
    templateOf: (templateId: string | null): AppointmentTemplate | undefined =>
      all.find((template) => template.templateId === templateId),
  }
}

/** What a card shows of the template's own fields. */
export const linesOf = (template: AppointmentTemplate | undefined, values: Readonly<Record<string, string>>) =>
  (template?.fields ?? [])
    .filter(({ isOnCard }) => isOnCard)
    .map(({ fieldId, name }) => ({ name, text: values[fieldId] ?? '' }))
    .filter(({ text }) => text !== '')
