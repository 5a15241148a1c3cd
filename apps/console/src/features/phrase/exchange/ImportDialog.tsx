import type { PhraseImportPlan, PhraseTree } from '@youwen/contract'
import { App, Button, Modal, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { SheetDrop } from '../../../ui/sheet/SheetDrop.tsx'
import { saveTemplate } from '../../../ui/sheet/template.ts'
import { useSheetImport } from '../../../ui/sheet/use-sheet-import.ts'
import { usePhraseStore } from '../phrase-store.ts'
import { routesOf } from '../use-editing.ts'
import { ImportPlan } from './ImportPlan.tsx'

interface Props {
  readonly tree: PhraseTree
  readonly onClose: () => void
}

const columns = ['folder', 'title', 'code', 'content'] as const

/** A spreadsheet is chosen, what it would change is shown, and only then it is imported, whole. */
export function ImportDialog({ tree, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const store = usePhraseStore()
  const routes = routesOf(tree)
  const { checked, isBusy, forget, check, importNow } = useSheetImport<PhraseImportPlan>({
    preview: (sheetFileId) => routes.previewImport({ sheetFileId }),
    carryOut: (sheetFileId) => routes.import({ sheetFileId }),
    onDone: ({ added, changed }) => {
      void message.success(t('phrase.imported', { added, changed }))
      void store.refresh(tree).catch(() => undefined)
      onClose()
    },
  })

  const count = checked ? checked.plan.added + checked.plan.changed : 0
  const canImport = checked && checked.plan.badCount === 0 && (count > 0 || checked.plan.newFolders > 0)
  return (
    <Modal
      open
      centered
      width={680}
      title={t(`phrase.importTitle.${tree}`)}
      onCancel={onClose}
      maskClosable={!isBusy}
      footer={
        checked ? (
          <>
            <Button onClick={forget} disabled={isBusy}>
              {t('phrase.otherFile')}
            </Button>
            <Button type="primary" disabled={!canImport} loading={isBusy} onClick={() => importNow(checked)}>
              {t('phrase.importNow', { count })}
            </Button>
          </>
        ) : null
      }
    >
      {checked ? (
        <ImportPlan name={checked.name} plan={checked.plan} />
      ) : (
        <Spin spinning={isBusy} description={t('phrase.checking')}>
          <SheetDrop
            label={t('phrase.importDrop')}
            hint={t('phrase.importHint')}
            template={t('phrase.template')}
            onTemplate={() =>
              saveTemplate(t('phrase.templateName'), [
                columns.map((column) => t(`phrase.column.${column}`)),
                columns.map((column) => t(`phrase.templateRow.${column}`)),
              ])
            }
            onFile={check}
          />
        </Spin>
      )}
    </Modal>
  )
}
