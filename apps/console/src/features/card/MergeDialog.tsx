import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Card, CardDuplicate, CardField } from '@youwen/contract'
import { App, Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import { isSame, textOf } from './edits.ts'
import { fieldName } from './field-name.ts'
import styles from './MergeDialog.module.css'

interface Props {
  readonly visitorId: string
  readonly card: Card
  readonly other: CardDuplicate
  readonly fields: readonly CardField[]
  readonly onClose: () => void
  readonly onMerged: (card: Card) => void
}

/** Both cards side by side; where they differ the agent chooses. */
export function MergeDialog({ visitorId, card, other, fields, onClose, onMerged }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const [take, setTake] = useState<ReadonlySet<string>>(new Set())
  const rows = fields.filter(({ fieldId }) => fieldId in card.values || fieldId in other.values)

  const refresh = (saved: Card) => {
    onMerged(saved)
    void cache.invalidateQueries({ queryKey: queries.card.key() })
    void cache.invalidateQueries({ queryKey: ['conversation'] })
  }
  const undo = async (mergeId: string) => {
    message.destroy(mergeId)
    try {
      refresh(await api.card.undoMerge({ visitorId, mergeId }))
      void message.success(t('card.parted'))
    } catch (error) {
      void message.error(describe(error))
    }
  }
  const merge = useMutation({
    mutationFn: () => api.card.merge({ visitorId, otherVisitorId: other.visitorId, take: [...take] }),
    onSuccess({ card: saved, mergeId }) {
      refresh(saved)
      onClose()
      void message.success({
        key: mergeId,
        duration: 8,
        content: (
          <>
            {t('card.merged')}
            <Button type="link" size="small" onClick={() => void undo(mergeId)}>
              {t('card.undo')}
            </Button>
          </>
        ),
      })
    },
    onError: (error) => void message.error(describe(error)),
  })

  const choose = (fieldId: string, isTheirs: boolean) =>
    setTake((now) => new Set(isTheirs ? [...now, fieldId] : [...now].filter((id) => id !== fieldId)))

  return (
    <Modal
      open
      centered
      width={640}
      title={t('card.mergeTitle')}
      okText={t('card.merge')}
      okButtonProps={{ loading: merge.isPending }}
      onOk={() => merge.mutate()}
      onCancel={onClose}
    >
      <p className={styles.hint}>{t('card.mergeHint')}</p>
      <table className={styles.cards}>
        <thead>
          <tr>
            <th />
            <th>{t('card.thisVisitor')}</th>
            <th>
              {other.name}
              <small className="num">
                {t('card.otherAbout', {
                  count: other.conversationCount,
                  time: shortMoment(clock, new Date(other.lastSeenAt), new Date()),
                })}
              </small>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((field) => {
            const mine = card.values[field.fieldId] ?? null
            const theirs = other.values[field.fieldId] ?? null
            const isOpen = mine !== null && theirs !== null && !isSame(mine, theirs)
            const isTheirs = take.has(field.fieldId) || mine === null
            const cell = (value: typeof mine, isChosen: boolean, onChoose: () => void) => (
              <td data-chosen={isChosen}>
                {isOpen ? (
                  <Radio checked={isChosen} onChange={onChoose}>
                    {textOf(field, value)}
                  </Radio>
                ) : (
                  textOf(field, value) || '–'
                )}
              </td>
            )
            return (
              <tr key={field.fieldId}>
                <th scope="row">{fieldName(field, t)}</th>
                {cell(mine, !isTheirs, () => choose(field.fieldId, false))}
                {cell(theirs, isTheirs || isSame(mine, theirs), () => choose(field.fieldId, true))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Modal>
  )
}
