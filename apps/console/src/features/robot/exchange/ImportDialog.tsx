import type { RobotImportPlan } from '@youwen/contract'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { SheetImportModal } from '../../../ui/sheet/SheetImportModal.tsx'
import { Plan } from './Plan.tsx'

interface Props {
  readonly onClose: () => void
  readonly onImported: () => void
}

export function ImportDialog({ onClose, onImported }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <SheetImportModal<RobotImportPlan>
      title={t('robot.importTitle')}
      words={{
        drop: t('robot.importDrop'),
        hint: t('robot.importHint'),
        checking: t('robot.checking'),
        otherFile: t('robot.otherFile'),
        importNow: ({ added, changed }) => t('robot.importNow', { count: added + changed }),
      }}
      preview={(sheetFileId) => api.robot.previewImport({ sheetFileId })}
      carryOut={(sheetFileId) => api.robot.import({ sheetFileId })}
      changes={({ added, changed, newTopics }) => added + changed + newTopics > 0}
      draw={(name, plan) => <Plan name={name} plan={plan} />}
      onDone={({ added, changed }) => {
        void message.success(t('robot.imported', { added, changed }))
        onImported()
      }}
      onClose={onClose}
    />
  )
}
