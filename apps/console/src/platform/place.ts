import type { Region } from '@youwen/contract'

/** 浙江杭州; the country where we know no more. */
export function placeOf({ country, province, city }: Region): string {
  // 北京 北京, 上海 上海: municipalities name themselves twice.
  const place = province === city || city === '' ? province : `${province}${/^[a-z]/i.test(city) ? ' ' : ''}${city}`
  return place || country
}
