import type { Conversation, Region } from '@youwen/contract'

/** 浙江杭州; the country where we know no more. */
export function placeOf(region: Region): string {
  const { country, province, city } = region
  // 北京 北京, 上海 上海: municipalities name themselves twice.
  const place = province === city || city === '' ? province : `${province}${/^[a-z]/i.test(city) ? ' ' : ''}${city}`
  return place || country
}

/** What the desk calls a visitor whom nobody named yet (D2.1): 浙江杭州 官网 默认风格. */
export const defaultNameOf = (conversation: Conversation): string =>
  [placeOf(conversation.region), conversation.siteName, conversation.styleName].filter(Boolean).join(' ')

export const nameOf = (conversation: Conversation): string => conversation.visitorName || defaultNameOf(conversation)

/** What the round picture of a visitor is made of: the name, or the city while there is none. */
export const faceOf = (conversation: Conversation): string =>
  conversation.visitorName || conversation.region.city || placeOf(conversation.region)
