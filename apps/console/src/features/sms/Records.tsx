import { useQueryClient } from '@tanstack/react-query'
import type { SmsRecord, SmsState } from '@youwen/contract'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { MessageSquareText, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { minuteOf, momentOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { Failure } from './Failure.tsx'
import { recordsKey } from './records-key.ts'
import styles from './Sms.module.css'

const states: readonly (SmsState | 'all')[] = ['all', 'queued', 'sent', 'delivered', 'failed']

const lookEveryMs = 5_000
/** Receipts come within seconds; who is not told by then waits for a phone that is switched off. */
const newForMs = 10 * 60_000
const mayChangeSoon = ({ state, changedAt }: SmsRecord) =>
  (state === 'queued' || state === 'sent') && Date.now() - Date.parse(changedAt) < newForMs

/** What was sent, latest first; looked at again for as long as something of it is under way. */
export function Records() {
  const { t } = useTranslation()
  const clock = useClock()
  const cache = useQueryClient()
  const [state, setState] = useState<SmsState | 'all'>('all')
  const list = usePaged(
    (page) => queries.sms.records.call({ limit: 50, ...(state !== 'all' && { state }), ...page }),
    ['sms-records', state],
  )
  const isUnderWay = list.items.some(mayChangeSoon)
  const reload = () => void cache.invalidateQueries({ queryKey: recordsKey })

  useEffect(() => {
    if (!isUnderWay) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void cache.invalidateQueries({ queryKey: recordsKey })
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [isUnderWay, cache])

  const columns: TableColumnsType<SmsRecord> = [
    {
      title: t('sms.records.at'),
      dataIndex: 'at',
      width: 120,
      className: 'num',
      render: (at) => <span title={momentOf(clock, new Date(at))}>{minuteOf(clock, new Date(at))}</span>,
    },
    { title: t('sms.records.phone'), dataIndex: 'phone', width: 130, className: 'num' },
    {
      title: t('sms.records.purpose'),
      dataIndex: 'purpose',
      width: 110,
      render: (purpose: SmsRecord['purpose']) => t(`sms.purpose.${purpose}`),
    },
    { title: t('sms.records.template'), dataIndex: 'templateCode', width: 140, ellipsis: true, className: 'num' },
    {
      title: t('sms.records.state'),
      dataIndex: 'state',
      render: (_, record) => <State record={record} />,
    },
    { title: t('sms.records.tries'), dataIndex: 'tries', width: 70, align: 'right', className: 'num' },
  ]

  return (
    <>
      <div className={styles.filter}>
        <Segmented
          value={state}
          onChange={setState}
          options={states.map((value) => ({
            value,
            label: value === 'all' ? t('sms.records.all') : t(`sms.state.${value}`),
          }))}
        />
        <Button icon={<RefreshCw size={15} />} onClick={reload}>
          {t('sms.records.reload')}
        </Button>
      </div>
      {list.isError ? (
        <FailureState error={list.error} onRetry={list.retry} />
      ) : (
        <Table
          size="middle"
          className={styles.records ?? ''}
          rowKey="smsId"
          columns={columns}
          dataSource={list.items}
          loading={list.isPending}
          pagination={false}
          scroll={{ x: 840 }}
          locale={{
            emptyText:
              state === 'all' ? (
                <EmptyState
                  icon={<MessageSquareText size={24} />}
                  title={t('sms.records.none')}
                  hint={t('sms.records.noneHint')}
                />
              ) : (
                <EmptyState title={t('sms.records.noneOfState')} />
              ),
          }}
        />
      )}
      <MoreButton of={list} />
    </>
  )
}

function State({ record: { state, failure } }: { record: SmsRecord }) {
  const { t } = useTranslation()
  return (
    <span className={styles.state}>
      <b data-state={state}>{t(`sms.state.${state}`)}</b>
      {failure !== null && (
        <span className={styles.why}>
          <Failure code={failure} />
          {state === 'queued' && <span className={styles.waits}>{t('sms.waits')}</span>}
        </span>
      )}
    </span>
  )
}
