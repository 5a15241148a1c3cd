import type { PhraseImportPlan, PhraseTree } from '@youwen/contract'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { SheetImportModal } from '../../../ui/sheet/SheetImportModal.tsx'
import { saveTemplate } from '../../../ui/sheet/template.ts'
import { usePhraseStore } from '../phrase-store.ts'
import { routesOf } from '../use-editing.ts'
import { ImportPlan } from './ImportPlan.tsx'

interface Props {
  readonly tree: PhraseTree
  readonly onClose: () => void
}

const columns = ['folder', 'title', 'code', 'content'] as const

export function ImportDialog({ tree, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const store = usePhraseStore()
  const routes = routesOf(tree)
  return (
    <SheetImportModal<PhraseImportPlan>
      title={t(`phrase.importTitle.${tree}`)}
      words={{
        drop: t('phrase.importDrop'),
        hint: t('phrase.importHint'),
        checking: t('phrase.checking'),
        otherFile: t('phrase.otherFile'),
        importNow: ({ added, changed }) => t('phrase.importNow', { count: added + changed }),
      }}
      template={{
        label: t('phrase.template'),
        save: () =>
          saveTemplate(t('phrase.templateName'), [
            columns.map((column) => t(`phrase.column.${column}`)),
            columns.map((column) => t(`phrase.templateRow.${column}`)),
          ]),
      }}
      preview={(sheetFileId) => routes.previewImport({ sheetFileId })}
      carryOut={(sheetFileId) => routes.import({ sheetFileId })}
      changes={({ added, changed, newFolders }) => added + changed + newFolders > 0}
      draw={(name, plan) => <ImportPlan name={name} plan={plan} />}
      onDone={({ added, changed }) => {
        void message.success(t('phrase.imported', { added, changed }))
        void store.refresh(tree).catch(() => undefined)
        onClose()
      }}
      onClose={onClose}
    />
  )
}
