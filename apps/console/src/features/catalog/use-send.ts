import { useQueryClient } from '@tanstack/react-query'
import type { Coupon, Product, StoredFile } from '@youwen/contract'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { openComposer, useComposer } from '../../platform/composer.ts'
import { useClock } from '../../platform/me.ts'
import { bodyOf, couponSaid, productSaid } from './message.ts'

/** A picture stays what it is as long as the desk is open. */
export const pictureOptions = (productId: string) =>
  queries.catalog.picture.queryOptions({ input: { productId }, staleTime: Number.POSITIVE_INFINITY, retry: false })

/** Sends a product or a coupon into the conversation on the screen. Undefined id: nothing is on its way. */
export function useSend() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const composer = useComposer()
  const { locale } = useClock()
  const [sendingId, setSendingId] = useState<string>()

  const pictureOf = async ({ productId, hasPicture, url }: Product): Promise<StoredFile | null> => {
    if (!hasPicture || url === null) return null
    // A product is sent all the same when its picture cannot be had.
    return cache.fetchQuery(pictureOptions(productId)).then(
      ({ file }) => file,
      () => null,
    )
  }

  async function product(one: Product): Promise<boolean> {
    if (!composer) {
      void message.info(t('catalog.cannotSend'))
      return false
    }
    setSendingId(one.productId)
    const picture = await pictureOf(one)
    setSendingId(undefined)
    const now = openComposer()
    // The picture took a moment, and the agent may be talking to somebody else by now.
    if (now?.conversationId !== composer.conversationId) {
      void message.warning(t('catalog.moved'))
      return false
    }
    now.send(bodyOf(productSaid(one, locale), picture), picture)
    return true
  }

  function coupon(one: Coupon) {
    if (composer) composer.send(bodyOf(couponSaid(one), null))
    else void message.info(t('catalog.cannotSend'))
  }

  return { sendingId, product, coupon, isPossible: composer !== undefined }
}
export type Send = ReturnType<typeof useSend>
