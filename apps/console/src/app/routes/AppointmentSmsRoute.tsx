import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PushPage } from '../../features/appointment/settings/PushPage.tsx'
import { queries } from '../../platform/api.ts'
import { useMay } from '../../platform/me.ts'

/** What is told to phones, and by which account: who may arrange that one sees whether there is one. */
export function AppointmentSmsRoute() {
  const { t } = useTranslation()
  const mayArrange = useMay('sms.manage')
  const account = useQuery(queries.sms.settings.queryOptions({ enabled: mayArrange, staleTime: 60_000 })).data
  const hasNone = account !== undefined && account.provider === null
  return (
    <PushPage
      account={{
        isMissing: hasNone,
        words: (
          <>
            {t(hasNone ? 'appointment.pushes.noAccount' : 'appointment.pushes.account')}{' '}
            {mayArrange && <Link to="/settings/sms">{t('appointment.pushes.toAccount')}</Link>}
          </>
        ),
      }}
    />
  )
}
