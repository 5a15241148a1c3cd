import type { Conversation } from '@youwen/contract'
import { lacking, type QualityLevel, qualityOf } from '@youwen/contract/quality-of'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'
import { sentenceOf } from './sentence.ts'

const above = { invalid: 'plain', plain: 'good', good: 'excellent', excellent: undefined } as const

/** How good a conversation is by now, and what it lacks for more. */
export function useQualityFacts(conversation: Conversation): { label: string; value: string }[] {
  const { t } = useTranslation()
  const rules = useLive((state) => state.quality)
  const quality = qualityOf(conversation, rules)
  const next: QualityLevel | undefined = conversation.status === 'closed' ? undefined : above[quality]
  return [
    { label: t('quality.title'), value: t(`quality.name.${quality}`) },
    ...(next
      ? [
          {
            label: t('quality.next'),
            value: t('quality.lacking', {
              level: t(`quality.name.${next}`),
              lacks: sentenceOf(lacking(conversation, rules[next]), 'lacks', t),
            }),
          },
        ]
      : []),
  ]
}
