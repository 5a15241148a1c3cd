import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AccountForm } from './AccountForm.tsx'
import { Records } from './Records.tsx'
import styles from './Sms.module.css'

const tabs = ['account', 'records'] as const

export function SmsPage() {
  const { t } = useTranslation()
  const [tab, setTab] = useState<(typeof tabs)[number]>('account')
  const settings = useQuery(queries.sms.settings.queryOptions())
  return (
    <Page title={t('sms.title')} hint={t('sms.hint')} isWide>
      <div className={styles.tabs}>
        <Tabs
          label={t('sms.title')}
          tabs={tabs.map((name) => ({ name, title: t(`sms.tabs.${name}`) }))}
          chosen={tab}
          onChoose={setTab}
        />
      </div>
      {/* What was typed outlives a look at the records. */}
      <div hidden={tab !== 'account'} className={styles.account}>
        {settings.isPending && <Skeleton rows={6} />}
        {settings.isError && <FailureState error={settings.error} onRetry={() => void settings.refetch()} />}
        {settings.data && <AccountForm settings={settings.data} />}
      </div>
      {tab === 'records' && <Records />}
    </Page>
  )
}
