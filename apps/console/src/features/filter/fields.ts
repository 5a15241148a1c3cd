import { useQuery } from '@tanstack/react-query'
import type { Condition, FilterField, FilterRegion } from '@youwen/contract'
import { qualities } from '@youwen/contract/quality-of'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { classLines, classNodes, pathOfClass } from '../../platform/classes.ts'
import { textFor } from '../../platform/i18n.ts'
import { useLive } from '../../platform/live.ts'
import { provinces } from './provinces.ts'

export interface Option {
  readonly value: string
  readonly label: string
  readonly colour?: string
}
/** How a field is asked about. */
export type FieldKind = 'options' | 'regions' | 'words' | 'range' | 'time' | 'yes'

export const kindOf = (field: FilterField): FieldKind => {
  switch (field) {
    case 'region':
      return 'regions'
    case 'keyword':
      return 'words'
    case 'messages':
      return 'range'
    case 'startedAt':
      return 'time'
    case 'classified':
    case 'card':
    case 'phone':
    case 'sensitive':
      return 'yes'
    default:
      return 'options'
  }
}

const engines = [
  'baidu',
  'so360',
  'sogou',
  'shenma',
  'quark',
  'bing',
  'google',
  'toutiao',
  'yahoo',
  'duckduckgo',
  'yandex',
]

/** What can be chosen for each field, by the names that people know. */
export function useOptions(): (field: FilterField) => readonly Option[] {
  const { t } = useTranslation()
  const sites = useQuery(queries.company.sites.queryOptions({ staleTime: 60_000 })).data
  const colleagues = useLive((state) => state.colleagues)
  const tree = useLive((state) => state.classes)
  return useMemo(() => {
    const named = (key: string, values: readonly string[]) =>
      values.map((value) => ({ value, label: textFor(`${key}.${value}`, value) }))
    return (field) => {
      switch (field) {
        case 'site':
          return sites?.map(({ siteId, name }) => ({ value: siteId, label: name })) ?? []
        case 'style':
          return (
            sites?.flatMap(({ name, styles }) =>
              styles.map((style) => ({ value: style.styleId, label: `${name} / ${style.name}` })),
            ) ?? []
          )
        case 'agent':
          return [...colleagues.values()].map(({ agentId, name }) => ({ value: agentId, label: name }))
        case 'class':
          return classLines(classNodes(tree)).map(({ classId, colour }) => ({
            value: classId,
            label: pathOfClass(tree, classId),
            colour,
          }))
        case 'status':
          return named('conversation.status', ['queued', 'open', 'closed'])
        case 'terminal':
          return named('visitor.terminal', ['desktop', 'mobile', 'tablet'])
        case 'source':
          return named('visitor.kind', ['direct', 'search', 'campaign', 'referral'])
        case 'searchEngine':
          return named('visitor.engine', engines)
        case 'quality':
          return named('quality.name', qualities)
        case 'channel':
          return [{ value: 'web', label: t('list.channel.web') }]
        case 'region':
          return provinces.map((province) => regionOption({ country: '', province, city: '' }))
        default:
          return []
      }
    }
  }, [sites, colleagues, tree, t])
}

/** A region as one value of a list of options, and back. */
export const regionOption = ({ country, province, city }: FilterRegion): Option => ({
  value: [country, province, city].join('|'),
  label: [country, province, city].filter(Boolean).join(' '),
})
export function regionFrom(value: string): FilterRegion {
  const [country = '', province = '', city = ''] = value.split('|')
  return { country, province, city }
}

/** The chosen values of a condition with options. */
export const valuesOf = (condition: Condition): readonly string[] =>
  condition.field === 'region'
    ? condition.is.map((region) => regionOption(region).value)
    : 'is' in condition && typeof condition.is !== 'boolean'
      ? condition.is
      : []

/** Options, and what is chosen beside them: a city that was typed, an agent who has left. */
export const withChosen = (
  field: FilterField,
  options: readonly Option[],
  chosen: readonly string[],
): readonly Option[] => [
  ...options,
  ...chosen
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => (field === 'region' ? regionOption(regionFrom(value)) : { value, label: value })),
]
