import { CircleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../../platform/i18n.ts'
import { sizeOf } from '../../../platform/time.ts'
import { useUploads } from '../composer/UploadsProvider.tsx'
import { isHopeless, type Upload } from '../composer/uploads.ts'
import card from './FileCard.module.css'
import { endingOf } from './FileCard.tsx'
import styles from './UploadBubble.module.css'

export function UploadBubble({ upload }: { upload: Upload }) {
  const { t } = useTranslation()
  const uploads = useUploads()
  const { file, failure, sentBytes, previewUrl } = upload
  const share = file.size === 0 ? 0 : Math.min(1, sentBytes / file.size)
  return (
    <div className={styles.row} data-id={upload.id}>
      <div className={styles.column}>
        {previewUrl && <img className={styles.preview} src={previewUrl} alt={file.name} />}
        <div className={card.card}>
          <span className={card.ending}>{endingOf(file.name)}</span>
          <span className={card.words}>
            <span className={card.name}>{file.name}</span>
            {failure === null ? (
              <>
                <span className={`${card.size} num`}>
                  {sizeOf(Math.min(sentBytes, file.size))} / {sizeOf(file.size)} · {Math.round(share * 100)}%
                </span>
                <span className={styles.track} role="progressbar" aria-valuenow={Math.round(share * 100)}>
                  <i style={{ transform: `scaleX(${share})` }} />
                </span>
              </>
            ) : (
              <span className={`${card.size} num`}>{sizeOf(file.size)}</span>
            )}
          </span>
          <button
            type="button"
            className={styles.cancel}
            aria-label={t(failure === null ? 'conversation.cancelUpload' : 'conversation.discard')}
            title={t(failure === null ? 'conversation.cancelUpload' : 'conversation.discard')}
            onClick={() => uploads.cancel(upload.id)}
          >
            <X size={15} />
          </button>
        </div>
        {failure !== null && (
          <p className={styles.failed} role="alert">
            <CircleAlert size={14} />
            {textFor(`error.${failure}`, t('conversation.notSent'))}
            {!isHopeless(failure) && (
              <button type="button" onClick={() => uploads.retry(upload.id)}>
                {t('conversation.resend')}
              </button>
            )}
          </p>
        )}
        {upload.isKept === false && !isHopeless(failure) && (
          <p className={styles.fleeting}>{t('conversation.notKept')}</p>
        )}
      </div>
    </div>
  )
}
