import type { MessageBody } from '@youwen/contract'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fileUrls } from '../../../platform/file-urls.ts'
import { sizeOf } from '../../../platform/time.ts'
import styles from './FileCard.module.css'

type FileBody = Extract<MessageBody, { type: 'file' }>

/** `报价.xlsx` → `XLSX`; what has no usable ending is a FILE. */
export function endingOf(name: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]
  return (ending ?? 'file').toUpperCase()
}

export function FileCard({ body }: { body: FileBody }) {
  const { t } = useTranslation()
  async function download() {
    const urls = await fileUrls(body.fileId)
    if (urls) location.assign(urls.url)
  }
  return (
    <button type="button" className={styles.card} onClick={download} title={t('conversation.download')}>
      <span className={styles.ending}>{endingOf(body.name)}</span>
      <span className={styles.words}>
        <span className={styles.name}>{body.name}</span>
        <span className={`${styles.size} num`}>{sizeOf(body.sizeBytes)}</span>
      </span>
      <Download size={16} className={styles.icon} />
    </button>
  )
}
