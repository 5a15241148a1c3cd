import type { PageView } from '@youwen/contract'
import { Button, Input } from 'antd'
import { PackageSearch, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../platform/me.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './CatalogTab.module.css'
import { CouponRow } from './CouponRow.tsx'
import { OrderItem } from './OrderItem.tsx'
import { ProductRow } from './ProductRow.tsx'
import { ProductSearch } from './ProductSearch.tsx'
import { StateBar } from './StateBar.tsx'
import { useCatalog } from './use-catalog.ts'
import { type Send, useSend } from './use-send.ts'

interface Props {
  readonly conversationId: string
  readonly pages: readonly PageView[] | undefined
  readonly onManage: () => void
}

/** Beside the chat: what the visitor looks at, what he has ordered, and what can be sent to him. */
export function CatalogTab({ conversationId, pages, onManage }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const send = useSend()
  return (
    <div className={styles.tab}>
      <div className={styles.head}>
        <Input
          allowClear
          variant="filled"
          prefix={<Search size={15} className={styles.icon} />}
          placeholder={t('catalog.search')}
          aria-label={t('catalog.search')}
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {words.trim() === '' ? (
        <Overview conversationId={conversationId} pages={pages} send={send} onManage={onManage} />
      ) : (
        <ProductSearch words={words} send={send} />
      )}
    </div>
  )
}

function Overview({ conversationId, pages, send, onManage }: Props & { send: Send }) {
  const { t } = useTranslation()
  const mayManage = useMay('catalog.manage')
  const last = pages?.at(-1)
  const { viewed, orders, coupons, retry, isRetrying, trouble } = useCatalog(
    conversationId,
    last && `${last.pageViewId} ${last.durationMs === null} ${last.product?.id} ${last.product?.name}`,
  )
  if (viewed.isPending) return <Skeleton rows={6} />
  if (viewed.isError) return <FailureState error={viewed.error} onRetry={() => void viewed.refetch()} />
  const hasCatalog = viewed.data.source !== 'none'
  // What a page says itself is shown also where there is nothing to compare it with.
  if (!hasCatalog && viewed.data.items.length === 0) {
    return (
      <EmptyState
        icon={<PackageSearch size={24} />}
        title={t('catalog.none')}
        hint={t(mayManage ? 'catalog.noneHint' : 'catalog.ask')}
      >
        {mayManage && <Button onClick={onManage}>{t('catalog.set')}</Button>}
      </EmptyState>
    )
  }
  const current = viewed.data.items.find(({ isCurrent }) => isCurrent)
  const before = viewed.data.items.filter((item) => item !== current)
  const found = orders.data?.pages.flatMap(({ items }) => items) ?? []
  const isIdentified = orders.data?.pages[0]?.isIdentified ?? true
  const offered = coupons.data?.items ?? []
  return (
    <>
      {trouble && (
        <StateBar
          asOf={trouble.asOf}
          trouble={trouble.trouble}
          isRetrying={isRetrying}
          onRetry={() => void retry().catch(() => undefined)}
        />
      )}
      {current && (
        <Part title={t('catalog.viewing')}>
          <ProductRow product={current.product} isFromPage={current.isFromPage} send={send} isLarge />
        </Part>
      )}
      {(before.length > 0 || (!current && viewed.data.state === 'current')) && (
        <Part title={t('catalog.viewed')}>
          {before.length === 0 && <p className={styles.nothing}>{t('catalog.noneViewed')}</p>}
          {before.map(({ product, isFromPage }) => (
            <ProductRow
              key={product.productId || product.title}
              product={product}
              isFromPage={isFromPage}
              send={send}
            />
          ))}
        </Part>
      )}
      {hasCatalog && (
        <Part title={t('catalog.orders')}>
          {orders.isPending && <Skeleton rows={2} />}
          {found.map((order) => (
            <OrderItem key={order.orderId} order={order} />
          ))}
          {orders.data && found.length === 0 && (
            <p className={styles.nothing}>{t(isIdentified ? 'catalog.noOrders' : 'catalog.unidentified')}</p>
          )}
          {orders.hasNextPage && (
            <div className={styles.more}>
              <Button size="small" loading={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
                {t('app.more')}
              </Button>
            </div>
          )}
        </Part>
      )}
      {offered.length > 0 && (
        <Part title={t('catalog.coupons')}>
          {offered.map((coupon) => (
            <CouponRow key={coupon.couponId} coupon={coupon} send={send} />
          ))}
        </Part>
      )}
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles.part} aria-label={title}>
    <h3>{title}</h3>
    <div>{children}</div>
  </section>
)
