import type { Region } from './visitor.ts'

/** 浙江杭州; the country where we know no more. */
export function placeOf({ country, province, city }: Region): string {
  // 北京 北京, 上海 上海: municipalities name themselves twice.
  const place = province === city || city === '' ? province : `${province}${/^[a-z]/i.test(city) ? ' ' : ''}${city}`
  return place || country
}

/** Where a visitor is met: what he is called by while nobody has named him. */
export interface MetAt {
  readonly region: Region
  readonly siteName: string
  readonly styleName: string
}

/** What a visitor is called whom nobody has named yet (D2.1): 浙江杭州 官网 默认风格. */
export const defaultNameOf = ({ region, siteName, styleName }: MetAt): string =>
  [placeOf(region), siteName, styleName].filter(Boolean).join(' ')

/** This file has no schemas, so that a small bundle stays small: server and console call a visitor the same. */
export const visitorNameOf = (visitor: MetAt & { readonly visitorName: string }): string =>
  visitor.visitorName || defaultNameOf(visitor)
