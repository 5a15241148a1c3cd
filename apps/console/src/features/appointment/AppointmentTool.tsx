import { Button, Tooltip } from 'antd'
import { CalendarPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysOf, useCommands } from '../../platform/commands.ts'
import { useLive } from '../../platform/live.ts'

const AppointmentDialog = lazy(() =>
  import('./AppointmentDialog.tsx').then((module) => ({ default: module.AppointmentDialog })),
)

interface Props {
  readonly conversationId: string
  readonly onOpen: (appointmentId: string) => void
  readonly onManage: () => void
}

const keys = 'Alt+B'

/** Beside the box: make an appointment and send its card (D2.4). */
export function AppointmentTool({ conversationId, onOpen, onManage }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const conversation = useLive(
    (state) => state.inbox.get(conversationId) ?? state.opened.get(conversationId)?.conversation,
  )
  const close = () => setIsOpen(false)
  useCommands([{ id: 'appointment', title: t('appointment.make'), keys, run: () => setIsOpen(true) }])
  return (
    <>
      <Tooltip title={isOpen ? '' : `${t('appointment.make')} ${keysOf(keys)}`} mouseEnterDelay={0.4}>
        <Button
          type="text"
          icon={<CalendarPlus size={18} />}
          aria-label={t('appointment.make')}
          onClick={() => setIsOpen(true)}
        />
      </Tooltip>
      {isOpen && conversation && (
        <Suspense fallback={null}>
          <AppointmentDialog
            key={conversationId}
            conversation={conversation}
            onClose={close}
            onSaved={close}
            onOpen={onOpen}
            onManage={onManage}
          />
        </Suspense>
      )}
    </>
  )
}
