import type { PhraseImportPlan, PhraseTree } from '@youwen/contract'
import { uploadFile } from '@youwen/sdk/api'
import { App, Button, Modal, Spin } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { textFor } from '../../../platform/i18n.ts'
import { usePhraseStore } from '../phrase-store.ts'
import { routesOf } from '../use-editing.ts'
import styles from './ImportDialog.module.css'
import { ImportPlan } from './ImportPlan.tsx'
import { saveTemplate } from './template.ts'

interface Props {
  readonly tree: PhraseTree
  readonly onClose: () => void
}

interface Checked {
  readonly name: string
  readonly fileId: string
  readonly plan: PhraseImportPlan
}

/** A spreadsheet is chosen, what it would change is shown, and only then it is imported, whole. */
export function ImportDialog({ tree, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const store = usePhraseStore()
  const routes = routesOf(tree)
  const [checked, setChecked] = useState<Checked>()
  const [isBusy, setIsBusy] = useState(false)

  async function busily(work: () => Promise<void>) {
    setIsBusy(true)
    try {
      await work()
    } catch (error) {
      // An upload's failure is no answer of the API.
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      void message.error(code.startsWith('upload.') ? textFor(`error.${code}`, '') : describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  const check = (file: File) =>
    busily(async () => {
      const { fileId } = await uploadFile(api, file, 'sheet').done
      setChecked({ name: file.name, fileId, plan: await routes.previewImport({ sheetFileId: fileId }) })
    })

  const importNow = ({ fileId }: Checked) =>
    busily(async () => {
      try {
        const { added, changed } = await routes.import({ sheetFileId: fileId })
        void message.success(t('phrase.imported', { added, changed }))
      } catch (error) {
        // The tree is another one by now: what is wrong is said anew.
        setChecked({ ...(checked as Checked), plan: await routes.previewImport({ sheetFileId: fileId }) })
        throw error
      }
      void store.refresh(tree).catch(() => undefined)
      onClose()
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
            <Button onClick={() => setChecked(undefined)} disabled={isBusy}>
              {t('phrase.otherFile')}
            </Button>
            <Button type="primary" disabled={!canImport} loading={isBusy} onClick={() => void importNow(checked)}>
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
          <ChooseSheet onFile={(file) => void check(file)} />
        </Spin>
      )}
    </Modal>
  )
}

function ChooseSheet({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const columns = ['folder', 'title', 'code', 'content'] as const
  return (
    <>
      <button
        type="button"
        className={styles.drop}
        data-over={isOver}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          const [file] = event.dataTransfer.files
          if (file) onFile(file)
        }}
      >
        <FileSpreadsheet size={28} />
        {t('phrase.importDrop')}
      </button>
      <input
        ref={input}
        hidden
        type="file"
        aria-label={t('phrase.importDrop')}
        accept=".xlsx,.csv,text/csv"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
      <p className={styles.hint}>{t('phrase.importHint')}</p>
      <Button
        type="link"
        size="small"
        className={styles.template}
        onClick={() =>
          saveTemplate(t('phrase.templateName'), [
            columns.map((column) => t(`phrase.column.${column}`)),
            columns.map((column) => t(`phrase.templateRow.${column}`)),
          ])
        }
      >
        {t('phrase.template')}
      </Button>
    </>
  )
}
