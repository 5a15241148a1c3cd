import type { SensitiveHit } from '@youwen/contract'
import type { TFunction } from 'i18next'

/** By his name, or by where he is. */
export const visitorOf = ({ visitorName, region }: SensitiveHit, t: TFunction): string =>
  visitorName || `${region} ${t('sensitive.hits.anyVisitor')}`.trim()
