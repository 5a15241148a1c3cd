import { Button } from 'antd'
import { CalendarPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../platform/me.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'

/** Nothing can be made before somebody has decided what a card says. */
export function NoTemplates({ onManage }: { onManage: () => void }) {
  const { t } = useTranslation()
  const mayManage = useMay('appointment.manage')
  return (
    <EmptyState
      icon={<CalendarPlus size={24} />}
      title={t('appointment.noTemplates')}
      hint={t(mayManage ? 'appointment.noTemplatesHint' : 'appointment.askForTemplates')}
    >
      {mayManage && (
        <Button type="primary" onClick={onManage}>
          {t('appointment.toTemplates')}
        </Button>
      )}
    </EmptyState>
  )
}
