import type { Product } from '@youwen/contract'
import { Button, Tag } from 'antd'
import { ExternalLink, SendHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { moneyText } from './money.ts'
import styles from './Product.module.css'
import { ProductPicture } from './ProductPicture.tsx'
import type { Send } from './use-send.ts'

interface Props {
  readonly product: Product
  readonly send: Send
  /** The one on the visitor's screen. */
  readonly isLarge?: boolean
  /** Only its page says so: the catalog does not have it. */
  readonly isFromPage?: boolean
  readonly onSent?: () => void
}

/** A product with its price; one click sends it. */
export function ProductRow({ product, send, isLarge = false, isFromPage = false, onSent }: Props) {
  const { t } = useTranslation()
  const { locale } = useClock()
  const { title, text, price, url, isAvailable, productId } = product
  return (
    <article className={styles.row} data-large={isLarge} aria-label={title}>
      <ProductPicture product={product} isLarge={isLarge} />
      <span className={styles.words}>
        <span className={styles.title} title={title}>
          {title}
        </span>
        {text !== '' && isLarge && <span className={styles.text}>{text}</span>}
        <span className={styles.line}>
          {price && <b className="num">{moneyText(price, locale)}</b>}
          {!isAvailable && <Tag>{t('catalog.soldOut')}</Tag>}
          {isFromPage && <Tag title={t('catalog.fromPageHint')}>{t('catalog.fromPage')}</Tag>}
          {productId !== '' && (
            <span className={styles.id} title={productId}>
              {productId}
            </span>
          )}
        </span>
      </span>
      <span className={styles.actions}>
        {url !== null && (
          <Button
            type="text"
            size="small"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            icon={<ExternalLink size={14} />}
            aria-label={t('catalog.page')}
            title={t('catalog.page')}
          />
        )}
        <Button
          type={isLarge ? 'primary' : 'text'}
          size="small"
          icon={<SendHorizontal size={14} />}
          loading={send.sendingId === productId}
          aria-label={t('catalog.sendOf', { title })}
          title={t('catalog.send')}
          onClick={() => void send.product(product).then((isSent) => isSent && onSent?.())}
        >
          {isLarge ? t('catalog.send') : null}
        </Button>
      </span>
    </article>
  )
}
