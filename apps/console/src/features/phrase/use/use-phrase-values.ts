import { useCallback } from 'react'
import { useLive } from '../../../platform/live.ts'
import { useClock, useMe } from '../../../platform/me.ts'
import { dayOf, timeOf } from '../../../platform/time.ts'
import type { PhraseValues } from '../fill.ts'

/** What the variables of a phrase stand for, at this moment in this conversation. */
export function usePhraseValues(conversationId: string | undefined): () => PhraseValues {
  const me = useMe()
  const clock = useClock()
  const conversation = useLive((state) =>
    conversationId === undefined
      ? undefined
      : (state.inbox.get(conversationId) ?? state.opened.get(conversationId)?.conversation),
  )
  return useCallback(() => {
    const now = new Date()
    return {
      // Whoever has no name yet is not called 浙江杭州 官网: the sentence goes without.
      访客名: conversation?.visitorName ?? '',
      客服名: me.nickname || me.name,
      公司名: me.companyName,
      站点: conversation?.siteName ?? '',
      时间: `${dayOf(clock, now)} ${timeOf(clock, now)}`,
    }
  }, [me, clock, conversation])
}
