import type { QualityRules } from '@youwen/contract'
import { qualityPreviewDays, usualQualityRules } from '@youwen/contract/quality-of'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { QualityChanged } from '../events.ts'
import { findQualityRules, putQualityRules } from '../store/quality.ts'
import type { Summaries } from '../summary.ts'
import { countQualities, judgeConversations, judgedConversations } from '../view/quality.ts'

export const qualityRulesOf = async (tx: Tx, companyId: string): Promise<QualityRules> =>
  (await findQualityRules(tx, companyId)) ?? usualQualityRules

/**
 * What the company asks of a conversation. A conversation is judged whenever somebody looks at it, from what stands in its
 * row: other conditions hold at once, for earlier conversations too.
 */
export function createQuality({ db, summaries }: { db: Db; summaries: Pick<Summaries, 'flush'> }) {
  const rules = (companyId: string) => db.company(companyId, (tx) => qualityRulesOf(tx, companyId))

  return {
    rules,

    save: (companyId: string, next: QualityRules): Promise<QualityRules> =>
      db.company(companyId, async (tx) => {
        await putQualityRules(tx, companyId, next)
        tx.announce({ type: 'quality.changed', companyId } satisfies QualityChanged)
        return next
      }),

    /** What they would make of the last days' conversations; changes nothing. */
    async preview(companyId: string, proposed: QualityRules) {
      // What was said a moment ago is looked at too.
      await summaries.flush()
      const since = new Date(Date.now() - qualityPreviewDays * 86_400_000)
      return db.company(companyId, async (tx) =>
        countQualities(tx, companyId, since, { now: await qualityRulesOf(tx, companyId), proposed }),
      )
    },

    /** For what other modules count: how good these are. */
    judge: (companyId: string, conversationIds: readonly string[]) =>
      db.company(companyId, async (tx) =>
        judgeConversations(tx, companyId, conversationIds, await qualityRulesOf(tx, companyId)),
      ),

    /** The same of all that began since then, as rows `(conversation_id, quality, has_phone)` of a statement. */
    judgedSince: async (companyId: string, since: Date) =>
      judgedConversations(companyId, since, await rules(companyId)),
  }
}
export type QualityService = ReturnType<typeof createQuality>
