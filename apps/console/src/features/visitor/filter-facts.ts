import type { FilterField, LiveVisitor } from '@youwen/contract'
import type { FilterFacts } from '@youwen/contract/filter-match'

/** What a filter may ask about a visitor of the live table. */
export const visitorFields: readonly FilterField[] = [
  'site',
  'region',
  'source',
  'searchEngine',
  'keyword',
  'terminal',
  'startedAt',
]

export const filterFactsOf = ({ siteId, region, source, device, startedAt }: LiveVisitor): FilterFacts => ({
  site: siteId,
  region,
  source: source.kind,
  searchEngine: source.searchEngine,
  keyword: source.keyword,
  terminal: device.terminal,
  startedAt,
})
