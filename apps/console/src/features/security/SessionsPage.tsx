import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Tag } from 'antd'
import { Monitor, Smartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import styles from './SessionsPage.module.css'

/** My password, and where I am logged in. */
export function SessionsPage() {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const sessions = useQuery(queries.security.sessions.queryOptions())
  const end = useMutation({
    mutationFn: (sessionId: string) => api.security.endSession({ sessionId }),
    onSuccess: () => void message.success(t('security.sessions.ended')),
    onError: (error) => void message.error(describe(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.security.sessions.key() }),
  })

  return (
    <Page title={t('security.sessions.title')}>
      <Section title={t('security.password.change')} hint={t('security.password.changeHint')}>
        <div className={styles.form}>
          <PasswordForm
            onChanged={() => {
              void message.success(t('security.password.changed'))
              void cache.invalidateQueries({ queryKey: queries.security.sessions.key() })
            }}
          />
        </div>
      </Section>
      <Section title={t('security.sessions.list')} hint={t('security.sessions.listHint')}>
        {sessions.isPending && <Skeleton rows={2} hasAvatar />}
        {sessions.isError && <FailureState error={sessions.error} onRetry={() => void sessions.refetch()} />}
        <ul className={styles.list}>
          {sessions.data?.map((session) => (
            <li key={session.sessionId} className={styles.session}>
              {/Android|iPhone|iOS|Mobile/i.test(session.device) ? <Smartphone size={20} /> : <Monitor size={20} />}
              <div className={styles.about}>
                <p>
                  {session.device || t('security.sessions.unknownDevice')}{' '}
                  {session.isCurrent && <Tag color="green">{t('security.sessions.current')}</Tag>}
                </p>
                <p className={styles.detail}>
                  {[session.region, session.ip].filter(Boolean).join(' · ')} ·{' '}
                  {t('security.sessions.lastUsed', { at: momentOf(clock, new Date(session.lastUsedAt)) })}
                </p>
              </div>
              {!session.isCurrent && (
                <Button
                  size="small"
                  danger
                  onClick={() =>
                    modal.confirm({
                      title: t('security.sessions.endTitle'),
                      content: t('security.sessions.endHint', { device: session.device, ip: session.ip }),
                      okText: t('security.sessions.end'),
                      okButtonProps: { danger: true },
                      onOk: () => end.mutateAsync(session.sessionId).catch(() => undefined),
                    })
                  }
                >
                  {t('security.sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
