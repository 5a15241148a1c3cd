import type { AppName, OptionalApp, Permission } from '@youwen/contract'
import { apps } from '@youwen/contract/app-list'
import { LayoutGrid } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsAppOn, useMayUse } from '../platform/apps.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Permitted } from './Permitted.tsx'

/** What belongs to an optional app: there where it is used, and for who may. */
export function WhereUsed({ app, children }: { app: OptionalApp; children: ReactNode }) {
  return useMayUse(app) ? children : null
}

/** The screen of an app, for who may; where it is switched off, that is said. */
export function ScreenOf({
  app,
  anyOf = apps[app].needs,
  children,
}: {
  app: AppName
  anyOf?: readonly Permission[]
  children: ReactNode
}) {
  const { t } = useTranslation()
  const isOn = useIsAppOn()
  return isOn(app) ? (
    <Permitted anyOf={anyOf}>{children}</Permitted>
  ) : (
    <EmptyState icon={<LayoutGrid size={24} />} title={t('apps.missing')} hint={t('apps.missingHint')} />
  )
}
