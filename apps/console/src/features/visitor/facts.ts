import type { Device, Region, Visit } from '@youwen/contract'
import type { TFunction } from 'i18next'
import { textFor } from '../../platform/i18n.ts'
import type { Fact } from './Facts.tsx'

/** 中国 浙江 杭州: everything that is known, without saying a city twice. */
export const regionOf = ({ country, province, city }: Region): string =>
  [country, province, city].filter((part, index, all) => part !== '' && all.indexOf(part) === index).join(' ')

const appOf = (app: string | null): string => (app === null ? '' : textFor(`visitor.app.${app}`, app))

export const deviceOf = ({ os, browser, app }: Pick<Device, 'os' | 'browser' | 'app'>): string =>
  [os, appOf(app) || browser].filter(Boolean).join(' · ')

/** Of a whole visit, or as the live table knows it. */
type SourceLike = Pick<Visit['source'], 'kind' | 'searchEngine' | 'keyword' | 'referrer'> & {
  readonly campaign: Readonly<Record<string, string>> | string | null
}

/** 百度 “四件套”, 直接访问, mp.weixin.qq.com: where somebody came from, in a word or two. */
export function sourceOf({ source }: { source: SourceLike }, t: TFunction): string {
  if (source.searchEngine) {
    const engine = textFor(`visitor.engine.${source.searchEngine}`, source.searchEngine)
    return source.keyword ? `${engine} “${source.keyword}”` : engine
  }
  const { campaign } = source
  const name = typeof campaign === 'object' ? (campaign?.['utm_source'] ?? campaign?.['utm_campaign']) : campaign
  if (source.kind === 'campaign' && name) return `${t('visitor.kind.campaign')} ${name}`
  return source.kind === 'referral' ? hostOf(source.referrer) : t(`visitor.kind.${source.kind}`)
}

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

/** `/products/42?color=red`: the address without what is the same on every page. */
export function pathOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, search, hash } = new URL(url)
  return readable(`${pathname}${search}${hash}`)
}

/** Chinese in an address is readable again. What cannot be decoded stays as it is, and so do marks that turn the reading. */
export function readable(url: string): string {
  try {
    return decodeURI(url).replace(/[\u202a-\u202e\u2066-\u2069]/g, encodeURIComponent)
  } catch {
    return url
  }
}

const pairs = (record: Record<string, string>) =>
  Object.entries(record)
    .map(([name, value]) => `${name}=${value}`)
    .join(' · ')

export function sourceFacts(visit: Visit, t: TFunction): Fact[] {
  const { source } = visit
  return [
    { label: t('visitor.from'), value: t(`visitor.kind.${source.kind}`) },
    { label: t('visitor.referrer'), value: readable(source.referrer), href: source.referrer },
    {
      label: t('visitor.searchEngine'),
      value: source.searchEngine ? textFor(`visitor.engine.${source.searchEngine}`, source.searchEngine) : '',
    },
    { label: t('visitor.keyword'), value: source.keyword ?? '' },
    { label: t('visitor.campaign'), value: pairs(source.campaign) },
    { label: t('visitor.clickId'), value: pairs(source.clickIds) },
    { label: t('visitor.landing'), value: readable(visit.landingUrl), href: visit.landingUrl },
  ]
}

export const systemFacts = ({ region, ip }: Visit, t: TFunction): Fact[] => [
  { label: t('visitor.region'), value: regionOf(region) },
  { label: t('visitor.isp'), value: region.isp },
  { label: 'IP', value: ip },
]

export const deviceFacts = ({ device }: Visit, t: TFunction): Fact[] => [
  { label: t('visitor.device'), value: t(`visitor.terminal.${device.terminal}`) },
  { label: t('visitor.os'), value: device.os },
  { label: t('visitor.browser'), value: [device.browser, appOf(device.app)].filter(Boolean).join(' · ') },
  { label: t('visitor.screen'), value: device.screen },
  { label: t('visitor.language'), value: device.language },
]
