import type { SensitiveImportPlan } from '@youwen/contract'
import { App, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { SheetImportModal } from '../../ui/sheet/SheetImportModal.tsx'
import { SheetHint, SheetPlan, SheetSample } from '../../ui/sheet/SheetPlan.tsx'
import { saveTemplate } from '../../ui/sheet/template.ts'
import { ActionMark } from './ActionMark.tsx'

interface Props {
  readonly onClose: () => void
  readonly onDone: () => void
}

const columns = ['word', 'side', 'action', 'state'] as const
const changesOf = ({ added, changed }: SensitiveImportPlan) => added + changed

export function ImportDialog({ onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <SheetImportModal<SensitiveImportPlan>
      title={t('sensitive.importTitle')}
      words={{
        drop: t('sensitive.importDrop'),
        hint: t('sensitive.importHint'),
        checking: t('sensitive.checking'),
        otherFile: t('sensitive.otherFile'),
        importNow: (plan) => t('sensitive.importNow', { count: changesOf(plan) }),
      }}
      template={{
        label: t('sensitive.template'),
        save: () =>
          saveTemplate(t('sensitive.templateName'), [
            columns.map((column) => t(`sensitive.column.${column}`)),
            columns.map((column) => t(`sensitive.templateRow.${column}`)),
          ]),
      }}
      preview={(sheetFileId) => api.sensitive.previewImport({ sheetFileId })}
      carryOut={(sheetFileId) => api.sensitive.import({ sheetFileId })}
      changes={(plan) => changesOf(plan) > 0}
      draw={(name, plan) => <Plan name={name} plan={plan} />}
      onDone={({ added, changed }) => {
        void message.success(t('sensitive.imported', { added, changed }))
        onDone()
        onClose()
      }}
      onClose={onClose}
    />
  )
}

function Plan({ name, plan }: { name: string; plan: SensitiveImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, bad, badCount, sample } = plan
  const sampleColumns: TableColumnsType<SensitiveImportPlan['sample'][number]> = [
    { title: t('sensitive.column.word'), dataIndex: 'word', ellipsis: true },
    { title: t('sensitive.column.side'), width: 110, render: (_, { side }) => t(`sensitive.sideOf.${side}`) },
    { title: t('sensitive.column.action'), width: 170, render: (_, { action }) => <ActionMark action={action} /> },
  ]
  const more = changesOf(plan) - sample.length
  return (
    <SheetPlan of="sensitive" fileName={name} figures={{ added, changed, unchanged }} bad={bad} badCount={badCount}>
      {changesOf(plan) === 0 && <SheetHint text={t('sensitive.plan.nothing')} />}
      {sample.length > 0 && (
        <SheetSample
          of="sensitive"
          title={t('sensitive.plan.sampleTitle')}
          columns={sampleColumns}
          rows={sample}
          more={more > 0 ? t('sensitive.plan.sampleMore', { count: more }) : null}
        />
      )}
    </SheetPlan>
  )
}
