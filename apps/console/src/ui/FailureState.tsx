import { Button } from 'antd'
import { CloudAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { describe } from '../platform/failure.ts'
import { EmptyState } from './EmptyState.tsx'

/** Something could not be loaded: what happened, and the way to try again. */
export function FailureState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState icon={<CloudAlert size={24} />} title={t('app.loadFailed')} hint={describe(error)}>
      <Button onClick={onRetry}>{t('app.retry')}</Button>
    </EmptyState>
  )
}
