import { useQuery } from '@tanstack/react-query'
import type { Conversation } from '@youwen/contract'
import { queries } from '../../platform/api.ts'
import { formatPhone } from '../../platform/phone.ts'

/** Name and phone, as far as the visitor's card has them; undefined until that is known. */
export function usePrefill(conversation: Conversation | undefined) {
  const { visitorId = '', visitorName = '' } = conversation ?? {}
  const form = useQuery(queries.card.form.queryOptions({ staleTime: 60_000, enabled: conversation !== undefined }))
  const card = useQuery(
    queries.card.get.queryOptions({ input: { visitorId }, enabled: conversation !== undefined, staleTime: 0 }),
  )
  if (!conversation) return { name: '', phone: '' }
  if (form.isLoading || card.isLoading) return undefined
  const textOf = (builtIn: 'name' | 'phone') => {
    const field = form.data?.find((each) => each.builtIn === builtIn)
    const value = field && card.data?.values[field.fieldId]
    return typeof value === 'string' ? value : ''
  }
  const phone = textOf('phone')
  return { name: textOf('name') || visitorName, phone: phone && formatPhone(phone) }
}
