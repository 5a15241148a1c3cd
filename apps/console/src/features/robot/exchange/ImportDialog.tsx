import type { RobotImportPlan } from '@youwen/contract'
import { uploadFile } from '@youwen/sdk/api'
import { App, Button, Modal, Spin, Upload } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { textFor } from '../../../platform/i18n.ts'
import styles from './ImportDialog.module.css'
import { Plan } from './Plan.tsx'

interface Props {
  readonly onClose: () => void
  readonly onImported: () => void
}

interface Checked {
  readonly sheetFileId: string
  readonly name: string
  readonly plan: RobotImportPlan
}

/** What a spreadsheet would change is shown first; then it is imported, whole or not at all. */
export function ImportDialog({ onClose, onImported }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [checked, setChecked] = useState<Checked>()
  const [isBusy, setIsBusy] = useState(false)

  async function attempt(work: () => Promise<void>) {
    setIsBusy(true)
    await work().catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      void message.error(code.startsWith('upload.') ? textFor(`error.${code}`, '') : describe(error))
    })
    setIsBusy(false)
  }
  const check = (file: File) =>
    attempt(async () => {
      const { fileId: sheetFileId } = await uploadFile(api, file, 'sheet').done
      setChecked({ sheetFileId, name: file.name, plan: await api.robot.previewImport({ sheetFileId }) })
    })
  const bringIn = ({ sheetFileId, name }: Checked) =>
    attempt(async () => {
      try {
        const { added, changed } = await api.robot.import({ sheetFileId })
        void message.success(t('robot.imported', { added, changed }))
        onImported()
      } catch (error) {
        // What is known is another by now: what is wrong is said anew.
        setChecked({ sheetFileId, name, plan: await api.robot.previewImport({ sheetFileId }) })
        throw error
      }
    })

  const count = checked ? checked.plan.added + checked.plan.changed : 0
  const mayImport = checked?.plan.badCount === 0 && count + checked.plan.newTopics > 0
  return (
    <Modal
      open
      centered
      width={680}
      title={t('robot.importTitle')}
      onCancel={onClose}
      mask={{ closable: !isBusy }}
      footer={
        checked
          ? [
              <Button key="other" disabled={isBusy} onClick={() => setChecked(undefined)}>
                {t('robot.otherFile')}
              </Button>,
              <Button
                key="do"
                type="primary"
                disabled={!mayImport}
                loading={isBusy}
                onClick={() => void bringIn(checked)}
              >
                {t('robot.importNow', { count })}
              </Button>,
            ]
          : null
      }
    >
      {checked ? (
        <Plan name={checked.name} plan={checked.plan} />
      ) : (
        <Spin spinning={isBusy}>
          <Upload.Dragger
            accept=".xlsx,.csv,text/csv"
            showUploadList={false}
            beforeUpload={(file) => {
              void check(file)
              return false
            }}
          >
            <p className={styles.drop}>
              <FileSpreadsheet size={28} />
              {t('robot.importDrop')}
            </p>
          </Upload.Dragger>
          <p className={styles.hint}>{t('robot.importHint')}</p>
        </Spin>
      )}
    </Modal>
  )
}
