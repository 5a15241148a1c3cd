import type { Permission } from '@youwen/contract'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../platform/me.ts'
import { EmptyState } from '../ui/EmptyState.tsx'

/**
 * What needs one of these permissions; none: everybody. Who came by an address that is not for him is told so, before a
 * form lets him fill in what the server would refuse.
 */
export function Permitted({ anyOf, children }: { anyOf: readonly Permission[]; children: ReactNode }) {
  const { t } = useTranslation()
  const { permissions } = useMe()
  return anyOf.length === 0 || anyOf.some((needed) => permissions.includes(needed)) ? (
    children
  ) : (
    <EmptyState icon={<Lock size={24} />} title={t('app.notPermitted')} hint={t('app.notPermittedHint')} />
  )
}
