import type { MessageBody } from '@youwen/contract'
import { ImageOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFileUrls } from '../../../platform/file-urls.ts'
import styles from './PictureBubble.module.css'

type Picture = Extract<MessageBody, { type: 'image' }>

const longestPx = 260

/** Takes its final room at once, so that nothing moves when the picture arrives. */
export function PictureBubble({ body, onView }: { body: Picture; onView: () => void }) {
  const { t } = useTranslation()
  const urls = useFileUrls(body.fileId)
  const scale = Math.min(1, longestPx / Math.max(body.width, body.height, 1))
  const size = { width: Math.max(48, body.width * scale), height: Math.max(32, body.height * scale) }
  return (
    <button
      type="button"
      className={styles.picture}
      style={size}
      onClick={onView}
      aria-label={t('conversation.viewImage', { name: body.name })}
    >
      {urls?.thumbnailUrl && <img src={urls.thumbnailUrl} alt={body.name} loading="lazy" draggable={false} />}
      {urls === null && (
        <span className={styles.missing}>
          <ImageOff size={20} />
          {t('conversation.fileGone')}
        </span>
      )}
    </button>
  )
}
