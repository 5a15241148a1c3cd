import type { SensitiveImportPlan } from '@youwen/contract'
import { App, Button, Modal, Spin, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { SheetDrop } from '../../ui/sheet/SheetDrop.tsx'
import { SheetHint, SheetPlan, SheetSample } from '../../ui/sheet/SheetPlan.tsx'
import { saveTemplate } from '../../ui/sheet/template.ts'
import { useSheetImport } from '../../ui/sheet/use-sheet-import.ts'
import { ActionMark } from './ActionMark.tsx'

interface Props {
  readonly onClose: () => void
  readonly onDone: () => void
}

const columns = ['word', 'side', 'action', 'state'] as const

/** A spreadsheet is chosen, what it would change is shown, and only then it is imported, whole. */
export function ImportDialog({ onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { checked, isBusy, forget, check, importNow } = useSheetImport<SensitiveImportPlan>({
    preview: (sheetFileId) => api.sensitive.previewImport({ sheetFileId }),
    carryOut: (sheetFileId) => api.sensitive.import({ sheetFileId }),
    onDone: ({ added, changed }) => {
      void message.success(t('sensitive.imported', { added, changed }))
      onDone()
      onClose()
    },
  })
  const count = checked ? checked.plan.added + checked.plan.changed : 0
  return (
    <Modal
      open
      centered
      width={680}
      title={t('sensitive.importTitle')}
      onCancel={onClose}
      maskClosable={!isBusy}
      footer={
        checked ? (
          <>
            <Button onClick={forget} disabled={isBusy}>
              {t('sensitive.otherFile')}
            </Button>
            <Button
              type="primary"
              disabled={checked.plan.badCount > 0 || count === 0}
              loading={isBusy}
              onClick={() => importNow(checked)}
            >
              {t('sensitive.importNow', { count })}
            </Button>
          </>
        ) : null
      }
    >
      {checked ? (
        <Plan name={checked.name} plan={checked.plan} />
      ) : (
        <Spin spinning={isBusy} description={t('sensitive.checking')}>
          <SheetDrop
            label={t('sensitive.importDrop')}
            hint={t('sensitive.importHint')}
            template={t('sensitive.template')}
            onTemplate={() =>
              saveTemplate(t('sensitive.templateName'), [
                columns.map((column) => t(`sensitive.column.${column}`)),
                columns.map((column) => t(`sensitive.templateRow.${column}`)),
              ])
            }
            onFile={check}
          />
        </Spin>
      )}
    </Modal>
  )
}

function Plan({ name, plan }: { name: string; plan: SensitiveImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, bad, badCount, sample } = plan
  const figures = [
    { name: 'added', value: added },
    { name: 'changed', value: changed },
    { name: 'unchanged', value: unchanged },
    { name: 'bad', value: badCount },
  ] as const
  const sampleColumns: TableColumnsType<SensitiveImportPlan['sample'][number]> = [
    {
      width: 80,
      render: (_, { change }) => (
        <Tag color={change === 'added' ? 'success' : 'processing'}>{t(`sensitive.plan.${change}`)}</Tag>
      ),
    },
    { title: t('sensitive.column.word'), dataIndex: 'word', ellipsis: true },
    { title: t('sensitive.column.side'), width: 110, render: (_, { side }) => t(`sensitive.sideOf.${side}`) },
    { title: t('sensitive.column.action'), width: 170, render: (_, { action }) => <ActionMark action={action} /> },
  ]
  const count = added + changed
  return (
    <SheetPlan
      of="sensitive"
      fileName={name}
      figures={figures
        .filter(({ value, name: figure }) => value > 0 || figure === 'added' || figure === 'changed')
        .map((figure) => ({ ...figure, title: t(`sensitive.plan.${figure.name}`) }))}
      bad={bad}
      badCount={badCount}
    >
      {count === 0 && <SheetHint text={t('sensitive.plan.nothing')} />}
      {sample.length > 0 && (
        <SheetSample
          title={t('sensitive.plan.sampleTitle')}
          columns={sampleColumns}
          rows={sample}
          more={count > sample.length ? t('sensitive.plan.sampleMore', { count: count - sample.length }) : null}
        />
      )}
    </SheetPlan>
  )
}
