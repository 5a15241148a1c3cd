import type { StoredFile } from '@youwen/contract'
import { maxFileBytes, maxImageBytes } from '@youwen/contract/limits'
import { uploadFile } from '@youwen/sdk/api'
import { App, Button, Progress } from 'antd'
import { FileText, Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../platform/api.ts'
import { useFileUrls } from '../platform/file-urls.ts'
import { textFor } from '../platform/i18n.ts'
import { sizeOf } from '../platform/time.ts'
import styles from './FileField.module.css'

interface Props {
  readonly isPicture: boolean
  // Given by the form.
  readonly value?: StoredFile | null
  readonly onChange?: (file: StoredFile | null) => void
}

/** A picture or file that is kept to be sent again and again: shown, and uploaded anew. */
export function FileField({ isPicture, value, onChange }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [percent, setPercent] = useState<number>()
  const running = useRef<() => void>(undefined)
  useEffect(() => () => running.current?.(), [])

  async function take(file: File) {
    const isTooLarge = file.size > (isPicture ? maxImageBytes : maxFileBytes)
    if (isTooLarge || file.size === 0) {
      return void message.error(t(isTooLarge ? 'error.file.too_large' : 'error.file.empty'))
    }
    const upload = uploadFile(api, file, 'message', (sent, total) => setPercent(Math.floor((sent / total) * 100)))
    running.current = upload.cancel
    setPercent(0)
    try {
      const stored = await upload.done
      if (isPicture && !stored.image) void message.error(t('error.file.not_a_picture'))
      else onChange?.(stored)
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
      if (code !== 'upload.cancelled') void message.error(textFor(`error.${code}`, t('error.upload.network')))
    } finally {
      setPercent(undefined)
    }
  }

  return (
    <div className={styles.field}>
      {value && (isPicture ? <Picture key={value.fileId} file={value} /> : <NamedFile file={value} />)}
      {percent === undefined ? (
        <Button icon={<Upload size={15} />} onClick={() => input.current?.click()}>
          {t(value ? 'app.fileField.again' : isPicture ? 'app.fileField.image' : 'app.fileField.file')}
        </Button>
      ) : (
        <Progress percent={percent} size="small" aria-label={t('app.fileField.uploading', { percent })} />
      )}
      <input
        ref={input}
        hidden
        type="file"
        accept={isPicture ? 'image/png,image/jpeg,image/gif,image/webp' : undefined}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) void take(file)
          event.target.value = ''
        }}
      />
    </div>
  )
}

function Picture({ file }: { file: StoredFile }) {
  const urls = useFileUrls(file.fileId)
  return (
    <figure className={styles.picture}>
      {urls?.thumbnailUrl && <img src={urls.thumbnailUrl} alt={file.name} />}
      <figcaption>
        {file.name} · {sizeOf(file.sizeBytes)}
      </figcaption>
    </figure>
  )
}

const NamedFile = ({ file }: { file: StoredFile }) => (
  <p className={styles.named}>
    <FileText size={16} />
    <span>{file.name}</span>
    <small className="num">{sizeOf(file.sizeBytes)}</small>
  </p>
)
