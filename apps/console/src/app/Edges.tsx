import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureState } from '../ui/FailureState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

export const Waiting = () => <Skeleton rows={6} />

/** A part that could not be loaded, or that broke: the rest of the console goes on. */
export const Broken = ({ error, reset }: ErrorComponentProps) => (
  <FailureState
    error={error}
    onRetry={() => {
      reset()
      location.reload()
    }}
  />
)

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState icon={<Compass size={24} />} title={t('app.notFound')} hint={t('app.notFoundHint')}>
      <Link to="/desk/{-$conversationId}" params={{}}>
        {t('app.toDesk')}
      </Link>
    </EmptyState>
  )
}
