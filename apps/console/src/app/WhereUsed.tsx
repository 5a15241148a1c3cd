import type { OptionalApp } from '@youwen/contract'
import { LayoutGrid } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsAppOn, useMayUse } from '../platform/apps.ts'
import { EmptyState } from '../ui/EmptyState.tsx'

/** What belongs to an optional app: there where it is used, and for who may. */
export function WhereUsed({ app, children }: { app: OptionalApp; children: ReactNode }) {
  return useMayUse(app) ? children : null
}

/** A screen of an optional app; where it is switched off, that is said. */
export function ScreenOf({ app, children }: { app: OptionalApp; children: ReactNode }) {
  const { t } = useTranslation()
  const isOn = useIsAppOn()
  return isOn(app) ? (
    children
  ) : (
    <EmptyState icon={<LayoutGrid size={24} />} title={t('apps.missing')} hint={t('apps.missingHint')} />
  )
}
