import type { TransferOffer } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'
import { OfferCard } from './OfferCard.tsx'
import styles from './OfferCards.module.css'
import { useOverNews } from './use-over-news.tsx'

const shown = 3

interface Props {
  readonly onOpen: (conversationId: string) => void
}

/** D1.4: what colleagues ask me to take over, in the corner of whatever screen I am on; the oldest answers to keys. */
export function OfferCards({ onOpen }: Props) {
  const { t } = useTranslation()
  const offers = useLive((state) => state.offers)
  useOverNews(onOpen)
  if (offers.length === 0) return null
  return (
    <section className={styles.stack} aria-label={t('conversation.transfer.do')}>
      {offers.slice(0, shown).map((offer: TransferOffer, index) => (
        <OfferCard key={offer.transferId} offer={offer} hasKeys={index === 0} onAccepted={onOpen} />
      ))}
      {offers.length > shown && <p className={`${styles.further} num`}>+{offers.length - shown}</p>}
    </section>
  )
}
