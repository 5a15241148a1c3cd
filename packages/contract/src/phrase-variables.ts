/**
 * What a phrase's text may hold in braces; filled in when the phrase is used. Whoever writes English may write the other
 * name. This file has no schemas and imports nothing, so that a small bundle stays small.
 */
export const phraseVariables = {
  访客名: 'visitor',
  客服名: 'agent',
  公司名: 'company',
  站点: 'site',
  时间: 'time',
} as const
export type PhraseVariable = keyof typeof phraseVariables
