import type { Conversation } from '@youwen/contract'
import { placeOf } from '@youwen/contract/visitor-name'

export { defaultNameOf, visitorNameOf as nameOf } from '@youwen/contract/visitor-name'

/** What the round picture of a visitor is made of: the name, or the city while there is none. */
export const faceOf = (conversation: Conversation): string =>
  conversation.visitorName || conversation.region.city || placeOf(conversation.region)
