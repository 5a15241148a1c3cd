import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { renew, renewal } from '../platform/renewal.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureState } from '../ui/FailureState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

export const Waiting = () => <Skeleton rows={6} />

/** A part that could not be loaded, or that broke: the rest of the console goes on. */
export function Broken({ error }: ErrorComponentProps) {
  // It is about to be loaded anew, and whole: nothing to be alarmed by.
  const isRenewing = useSyncExternalStore(renewal.subscribe, renewal.isUnderway)
  return isRenewing ? <Waiting /> : <FailureState error={error} onRetry={() => void renew()} />
}

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
