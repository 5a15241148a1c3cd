import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Card } from '@youwen/contract'
import { App, Button, Popconfirm } from 'antd'
import { Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import styles from './LinkedVisitors.module.css'

interface Props {
  readonly visitorId: string
  readonly linked: Card['linked']
  readonly mayPart: boolean
  readonly onParted: (card: Card) => void
}

/** Which merges made this card, each of which can be taken back. */
export function LinkedVisitors({ visitorId, linked, mayPart, onParted }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const part = useMutation({
    mutationFn: (mergeId: string) => api.card.undoMerge({ visitorId, mergeId }),
    onSuccess(card) {
      onParted(card)
      void message.success(t('card.parted'))
      void cache.invalidateQueries({ queryKey: queries.card.key() })
      void cache.invalidateQueries({ queryKey: ['conversation'] })
    },
    onError: (error) => void message.error(describe(error)),
  })
  const merges = Map.groupBy(linked, ({ mergeId }) => mergeId)
  return [...merges].map(([mergeId, visitors]) => (
    <div key={mergeId} className={styles.linked}>
      <Link2 size={14} />
      <span>
        {t('card.linked', {
          count: visitors.length,
          name: visitors[0]?.mergedBy ?? '',
          time: shortMoment(clock, new Date(visitors[0]?.mergedAt ?? 0), new Date()),
        })}
      </span>
      {mayPart && (
        <Popconfirm
          title={t('card.partTitle')}
          description={t('card.partHint')}
          okText={t('card.part')}
          onConfirm={() => part.mutate(mergeId)}
        >
          <Button size="small" type="text" loading={part.isPending}>
            {t('card.part')}
          </Button>
        </Popconfirm>
      )}
    </div>
  ))
}
