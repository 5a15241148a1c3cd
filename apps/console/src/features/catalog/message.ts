import type { Coupon, Product, SendBody, StoredFile } from '@youwen/contract'
import { maxCardTextLength, maxCardTitleLength } from '@youwen/contract/limits'
import { moneyText } from './money.ts'

interface Said {
  readonly title: string
  readonly lines: readonly string[]
  readonly url: string | null
}

export const productSaid = ({ title, price, text, url }: Product, locale: string): Said => ({
  title,
  lines: [...(price ? [moneyText(price, locale)] : []), ...(text === '' ? [] : [text])],
  url,
})

export const couponSaid = ({ title, text, url }: Coupon): Said => ({ title, lines: text === '' ? [] : [text], url })

/** A card that leads to its page; what has no page is told in words. */
export function bodyOf({ title, lines, url }: Said, picture: StoredFile | null): SendBody {
  if (url === null) return { type: 'text', text: [title, ...lines].join('\n') }
  return {
    type: 'card',
    title: title.slice(0, maxCardTitleLength),
    text: lines.join('\n').slice(0, maxCardTextLength).trim(),
    url,
    ...(picture && { imageFileId: picture.fileId }),
  }
}
