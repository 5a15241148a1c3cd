import { useMutation, useQuery } from '@tanstack/react-query'
import type { BlockTarget } from '@youwen/contract'
import { App, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import styles from './BlockDialog.module.css'
import { rangeAround } from './ranges.ts'

interface Props {
  readonly visitorId: string
  readonly name: string
  readonly onClose: () => void
  readonly onDone?: () => void
}

type Kind = 'visitor' | 'address' | 'range'
const durations = [60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, null] as const

/** D1.4: keeps a visitor out, by who he is or by where he comes from. */
export function BlockDialog({ visitorId, name, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const visitor = useQuery(queries.visitor.get.queryOptions({ input: { visitorId } }))
  const ip = visitor.data?.visits[0]?.ip ?? ''
  const range = rangeAround(ip)
  const [kind, setKind] = useState<Kind>('visitor')
  const [minutes, setMinutes] = useState<number | null>(24 * 60)
  const [reason, setReason] = useState('')
  const target: BlockTarget =
    kind === 'visitor'
      ? { kind: 'visitor', visitorId }
      : { kind: 'address', address: kind === 'range' ? (range ?? ip) : ip }
  const block = useMutation({
    mutationFn: () => api.shield.block({ target, minutes, reason: reason.trim() }),
    onSuccess: () => {
      void message.success(t('shield.done'))
      onDone?.()
      onClose()
    },
    onError: (error) => void message.error(describe(error)),
  })

  return (
    <Modal
      open
      centered
      title={t('shield.title', { name })}
      okText={t('shield.block')}
      okButtonProps={{ danger: true, loading: block.isPending }}
      onOk={() => block.mutate()}
      onCancel={onClose}
      width={460}
    >
      <p className={styles.hint}>{t('shield.hint')}</p>
      <Radio.Group className={styles.kinds} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
        <Radio value="visitor">
          {t('shield.byVisitor')}
          <small>{t('shield.byVisitorHint')}</small>
        </Radio>
        <Radio value="address" disabled={ip === ''}>
          {t('shield.byAddress')} <span className="num">{ip}</span>
          <small>{t('shield.byAddressHint')}</small>
        </Radio>
        <Radio value="range" disabled={range === undefined}>
          {t('shield.byRange')} <span className="num">{range}</span>
          <small>{t('shield.byRangeHint')}</small>
        </Radio>
      </Radio.Group>
      <div className={styles.field}>
        <label htmlFor="block-for">{t('shield.for')}</label>
        <Select
          id="block-for"
          value={minutes ?? 0}
          onChange={(value) => setMinutes(value === 0 ? null : value)}
          options={durations.map((each) => ({
            value: each ?? 0,
            label: t(`shield.duration.${each === null ? 'always' : (`m${each}` as 'm60')}`),
          }))}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor="block-reason">{t('shield.reason')}</label>
        <Input
          id="block-reason"
          maxLength={200}
          placeholder={t('shield.reasonExample')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  )
}
