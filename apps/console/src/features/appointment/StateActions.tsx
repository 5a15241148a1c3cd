import type { Appointment } from '@youwen/contract'
import { Button, Dropdown, Space } from 'antd'
import { Check, ChevronDown, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CancelDialog } from './CancelDialog.tsx'
import { useSetState } from './use-change.ts'

/** What became of it; what was said too early is taken back. */
export function StateActions({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation()
  const setState = useSetState()
  const [isCancelling, setIsCancelling] = useState(false)
  const { appointmentId, revision, state } = appointment
  if (state !== 'made') {
    return (
      <Button
        icon={<Undo2 size={15} />}
        loading={setState.isPending}
        onClick={() => setState.mutate({ appointmentId, revision, state: 'made' })}
      >
        {t('appointment.to.made')}
      </Button>
    )
  }
  return (
    <>
      <Space.Compact>
        <Button
          type="primary"
          icon={<Check size={15} />}
          loading={setState.isPending}
          onClick={() => setState.mutate({ appointmentId, revision, state: 'arrived' })}
        >
          {t('appointment.to.arrived')}
        </Button>
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              {
                key: 'no_show',
                label: t('appointment.to.no_show'),
                onClick: () => setState.mutate({ appointmentId, revision, state: 'no_show' }),
              },
              {
                key: 'cancelled',
                danger: true,
                label: t('appointment.to.cancelled'),
                onClick: () => setIsCancelling(true),
              },
            ],
          }}
        >
          <Button type="primary" icon={<ChevronDown size={15} />} aria-label={t('appointment.moreStates')} />
        </Dropdown>
      </Space.Compact>
      {isCancelling && <CancelDialog appointment={appointment} onClose={() => setIsCancelling(false)} />}
    </>
  )
}
