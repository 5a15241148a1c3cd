import type { Conversation } from '@youwen/contract'
import { placeOf } from '../../platform/place.ts'

/** What the desk calls a visitor whom nobody named yet (D2.1): 浙江杭州 官网 默认风格. */
export const defaultNameOf = (conversation: Conversation): string =>
  [placeOf(conversation.region), conversation.siteName, conversation.styleName].filter(Boolean).join(' ')

export const nameOf = (conversation: Conversation): string => conversation.visitorName || defaultNameOf(conversation)

/** What the round picture of a visitor is made of: the name, or the city while there is none. */
export const faceOf = (conversation: Conversation): string =>
  conversation.visitorName || conversation.region.city || placeOf(conversation.region)
