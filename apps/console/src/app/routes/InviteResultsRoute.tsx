import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { InviteResultsPage } from '../../features/invite/results/InviteResultsPage.tsx'
import { ScreenOf } from '../WhereUsed.tsx'
import styles from './InviteResultsRoute.module.css'

export function InviteResultsRoute() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { from, through, tab = 'agent' } = useSearch({ from: '/inside/visitors/invitations' })
  const open = useCallback(
    (conversationId: string) => void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } }),
    [navigate],
  )
  return (
    <ScreenOf app="invite" anyOf={['visitor.view']}>
      <InviteResultsPage
        back={
          <Link to="/visitors" className={styles.back} aria-label={t('app.back')} title={t('app.back')}>
            <ArrowLeft size={18} />
          </Link>
        }
        period={from && through ? { from, through } : undefined}
        tab={tab}
        onChange={({ period, tab: next }) =>
          void navigate({ to: '/visitors/invitations', search: { ...period, tab: next }, replace: true })
        }
        onOpenConversation={open}
      />
    </ScreenOf>
  )
}
