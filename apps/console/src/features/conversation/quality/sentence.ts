import type { QualityConditions } from '@youwen/contract/quality-of'
import type { TFunction } from 'i18next'

/** In the order in which the page asks for them. */
export const counted = ['visitorMessages', 'agentMessages', 'minutes'] as const
export const ticked = ['card', 'phone'] as const

/** 访客 ≥ 6 条，且留下电话: what a level asks for, or what a conversation lacks for it. Empty: nothing. */
export const sentenceOf = (conditions: QualityConditions, what: 'asks' | 'lacks', t: TFunction): string =>
  [
    ...counted.flatMap((name) =>
      conditions[name] > 0 ? [t(`quality.${what}.${name}`, { count: conditions[name] })] : [],
    ),
    ...ticked.flatMap((name) => (conditions[name] ? [t(`quality.${what}.${name}`)] : [])),
  ].join(t(`quality.join.${what}`))
