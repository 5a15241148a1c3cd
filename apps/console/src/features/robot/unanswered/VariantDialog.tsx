import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { UnansweredQuestion } from '@youwen/contract'
import { App, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'

interface Props {
  readonly question: UnansweredQuestion
  readonly onClose: () => void
  readonly onDone: () => void
}

/** What was asked is another way to ask something that is known: which one? What is nearest is offered first. */
export function VariantDialog({ question, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [chosen, setChosen] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const tree = useQuery(queries.robot.tree.queryOptions())
  const near = useQuery(queries.robot.try.queryOptions({ input: { question: question.text } }))
  const entryId = chosen ?? near.data?.candidates[0]?.entryId
  const nearest = near.data?.candidates.map((candidate) => candidate.entryId) ?? []
  const rank = (id: string) => (nearest.includes(id) ? nearest.indexOf(id) : nearest.length)
  const options = (tree.data ?? [])
    .filter(({ kind }) => kind === 'question')
    .map(({ entryId: value, title: label }) => ({ value, label }))
    .sort((a, b) => rank(a.value) - rank(b.value))

  async function settle() {
    if (entryId === undefined) return
    setIsBusy(true)
    try {
      await api.robot.settle({ questionId: question.questionId, entryId })
      await cache.invalidateQueries({ queryKey: queries.robot.key() })
      void message.success(t('robot.unanswered.settled'))
      onDone()
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Modal
      open
      centered
      width={520}
      title={t('robot.unanswered.variantTitle', { text: question.text })}
      okText={t('robot.unanswered.variant')}
      okButtonProps={{ loading: isBusy, disabled: entryId === undefined }}
      onOk={() => void settle()}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 12, color: 'var(--text-3)' }}>{t('robot.unanswered.variantHint')}</p>
      <Select
        style={{ width: '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('robot.field.title')}
        loading={tree.isPending || near.isPending}
        {...(entryId !== undefined && { value: entryId })}
        options={options}
        onChange={setChosen}
      />
    </Modal>
  )
}
