import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '@youwen/contract'
import { App, Button, Tooltip } from 'antd'
import { Star } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { useCommands } from '../../platform/commands.ts'
import { describe } from '../../platform/failure.ts'
import { useClient } from '../../platform/live.ts'
import { useMay } from '../../platform/me.ts'
import styles from './RatingMark.module.css'
import { Stars } from './Stars.tsx'

/** In the head of a conversation (D2.8): how it was rated, that the visitor was asked, or the way to ask him. */
export function RatingMark({ conversation: { conversationId, status } }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useClient()
  const cache = useQueryClient()
  const mayServe = useMay('conversation.serve')
  const settings = useQuery(queries.rating.settings.queryOptions({ staleTime: 300_000 }))
  const options = queries.rating.get.queryOptions({ input: { conversationId } })
  const rating = useQuery({ ...options, staleTime: 30_000 }).data
  const invite = useMutation({
    mutationFn: () => api.rating.invite({ conversationId }),
    onSuccess: (next) => {
      cache.setQueryData(options.queryKey, next)
      void message.success(t('rating.inviteDone'))
    },
    onError: (error) => void message.error(describe(error)),
  })

  // Asked and answered are events of the stream.
  useEffect(() =>
    client.on('message', ({ conversationId: where, body }) => {
      if (where !== conversationId || body.type !== 'event') return
      if (body.event === 'rated' || body.event === 'rating_invited') {
        void cache.invalidateQueries({ queryKey: options.queryKey })
      }
    }),
  )

  const mayInvite =
    mayServe && settings.data?.isOn === true && status !== 'queued' && rating !== undefined && !rating.invitedAt
  useCommands(mayInvite ? [{ id: 'rating', title: t('rating.invite'), run: () => invite.mutate() }] : [])

  if (rating?.rated) {
    const { stars, tags, comment } = rating.rated
    return (
      <Tooltip title={[tags.join('、'), comment].filter(Boolean).join(' · ') || undefined}>
        <span className={styles.mark}>
          <Stars stars={stars} />
        </span>
      </Tooltip>
    )
  }
  if (rating?.invitedAt) {
    return (
      <span className={styles.mark}>
        <Star size={13} aria-hidden="true" />
        <span className={styles.words}>{t('rating.invited')}</span>
      </span>
    )
  }
  if (!mayInvite) return null
  return (
    <Tooltip title={t('rating.invite')} mouseEnterDelay={0.4}>
      <Button
        type="text"
        icon={<Star size={17} />}
        aria-label={t('rating.invite')}
        loading={invite.isPending}
        onClick={() => invite.mutate()}
      />
    </Tooltip>
  )
}
