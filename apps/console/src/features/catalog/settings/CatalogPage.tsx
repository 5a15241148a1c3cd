import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../platform/api.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { SettingsForm } from './SettingsForm.tsx'

export function CatalogPage() {
  const { t } = useTranslation()
  const settings = useQuery(queries.catalog.settings.queryOptions())
  return (
    <Page title={t('catalog.title')} hint={t('catalog.hint')}>
      {settings.isPending && <Skeleton rows={5} />}
      {settings.isError && <FailureState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && <SettingsForm settings={settings.data} />}
    </Page>
  )
}
