import type { ClassTree, Conversation } from '@youwen/contract'
import type { FilterFacts } from '@youwen/contract/filter-match'
import { type QualityRules, qualityOf } from '@youwen/contract/quality-of'
import { lineageOf } from '../../../platform/classes.ts'

/** What a filter may ask about a conversation that is on the list. */
export const factsOf = (conversation: Conversation, classes: ClassTree, rules: QualityRules): FilterFacts => ({
  channel: conversation.channel,
  site: conversation.siteId,
  style: conversation.styleId,
  agent: conversation.agentId,
  status: conversation.status,
  terminal: conversation.terminal,
  source: conversation.source?.kind ?? null,
  searchEngine: conversation.source?.searchEngine ?? null,
  keyword: conversation.source?.keyword ?? null,
  region: conversation.region,
  class: conversation.classIds.flatMap((id) => lineageOf(classes, id).map(({ classId }) => classId)),
  classified: conversation.classIds.length > 0,
  messages: conversation.messageCount,
  quality: qualityOf(conversation, rules),
  card: conversation.hasCard,
  phone: conversation.hasPhone,
  sensitive: conversation.sensitive.length > 0,
  startedAt: conversation.startedAt,
})
