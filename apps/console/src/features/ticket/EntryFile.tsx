import type { StoredFile } from '@youwen/contract'
import { App } from 'antd'
import { Download, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fileUrls, useFileUrls } from '../../platform/file-urls.ts'
import { sizeOf } from '../../platform/time.ts'
import styles from './EntryFile.module.css'

/** A file of a comment: pictures are shown, everything can be downloaded. */
export function EntryFile({ file }: { file: StoredFile }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const urls = useFileUrls(file.fileId)
  async function download() {
    const fresh = await fileUrls(file.fileId).catch(() => undefined)
    if (!fresh) return void message.error(t('error.file.not_found'))
    location.assign(fresh.url)
  }
  return (
    <button type="button" className={styles.file} onClick={() => void download()} title={file.name}>
      {file.image && urls?.thumbnailUrl ? (
        <img src={urls.thumbnailUrl} alt="" className={styles.picture} />
      ) : (
        <FileText size={20} className={styles.icon} />
      )}
      <span className={styles.name}>{file.name}</span>
      <span className={`${styles.size} num`}>{sizeOf(file.sizeBytes)}</span>
      <Download size={15} className={styles.icon} />
    </button>
  )
}
