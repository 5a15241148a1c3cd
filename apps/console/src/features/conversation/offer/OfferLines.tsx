import type { TransferOffer } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import styles from './OfferLines.module.css'

/** The last things said, as lines of a script: who, and what. */
export function OfferLines({ lines }: { lines: TransferOffer['lines'] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return <p className={styles.empty}>{t('transfer.nothingSaid')}</p>
  return (
    <ol className={styles.lines}>
      {lines.map(({ from, type, text, at }) => (
        <li key={`${at} ${from} ${text}`} data-note={from === 'colleague'}>
          <span className={styles.who}>
            {from === 'visitor'
              ? t('transfer.visitor')
              : from === 'colleague'
                ? t('conversation.body.note')
                : from === 'robot'
                  ? t('conversation.robot')
                  : t('transfer.us')}
          </span>
          <span className={styles.words} dir="auto">
            {type === 'text' || type === 'note' || type === 'recalled'
              ? text
              : `[${t(`conversation.body.${type}`)}] ${text}`}
          </span>
        </li>
      ))}
    </ol>
  )
}
