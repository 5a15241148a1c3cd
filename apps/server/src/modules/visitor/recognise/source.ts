import type { Source } from '@youwen/contract'
import { plainText } from '../text.ts'
import { decodeParameter, parseAddress, rawParameters } from './address.ts'
import { findSearchEngine } from './search-engines.ts'

/** Named by whoever made the link: Google's convention, Baidu Tongji's, and ours. */
const campaignNames = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
  'hmsr',
  'hmpl',
  'hmcu',
  'hmkw',
  'hmci',
] as const

/** The ad's searched or bought word, in the order of how much it can be trusted. */
const campaignKeywords = ['utm_term', 'hmkw'] as const

/** Added by the ad platform to the address of a click somebody paid for. */
const paidClickNames = [
  'bd_vid', // Baidu
  'qz_gdt', // Tencent (QQ, WeChat)
  'gdt_vid',
  'clickid', // Ocean Engine: Douyin, Toutiao
  'callback', // Kuaishou
  'qhclickid', // 360
  'sg_vid', // Sogou
  'uctrackid', // UC, Shenma
  'click_id', // Xiaohongshu
  'track_id', // Bilibili
  'mark_id', // Weibo
  'gclid', // Google
  'gbraid',
  'wbraid',
  'dclid',
  'msclkid', // Microsoft
  'ttclid', // TikTok
  'yclid', // Yandex
  'twclid', // X
  'li_fat_id', // LinkedIn
] as const

/** Added to every outgoing link, paid or not: kept, but no proof of a campaign. */
const anyClickNames = ['fbclid', 'igshid'] as const

const maxValueLength = 300
/** Decoding brings back what no column takes. */
const decoded = (raw: string) => plainText(decodeParameter(raw)).slice(0, maxValueLength)

function pick(parameters: ReadonlyMap<string, string>, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = decoded(parameters.get(name) ?? '')
    if (value) picked[name] = value
  }
  return picked
}

const isSameSite = (one: URL, other: URL | null) =>
  other !== null && one.hostname.replace(/^www\./, '') === other.hostname.replace(/^www\./, '')

/**
 * Where a visit came from, from the landing page's address and the referrer. What an advertiser named (`campaign`) says
 * more than the engine it was shown on (`search`), and that more than any other page (`referral`). All of it is the
 * visitor's word: shown as text, counted, never trusted.
 */
export function recogniseSource(page: { readonly url: string; readonly referrer: string }): Source {
  const landing = parseAddress(page.url)
  const parameters = landing ? rawParameters(landing) : new Map<string, string>()
  const campaign = pick(parameters, campaignNames)
  const paidClicks = pick(parameters, paidClickNames)
  const clickIds = { ...paidClicks, ...pick(parameters, anyClickNames) }

  const from = parseAddress(page.referrer)
  const engine = from && findSearchEngine(from, rawParameters(from))
  const searched = engine?.rawKeyword ? decoded(engine.rawKeyword) : ''
  const keyword = searched || campaignKeywords.map((name) => campaign[name]).find(Boolean) || null

  const isCampaign = Object.keys(campaign).length + Object.keys(paidClicks).length > 0
  const isReferral = from !== null && !isSameSite(from, landing)
  return {
    kind: isCampaign ? 'campaign' : engine ? 'search' : isReferral ? 'referral' : 'direct',
    referrer: page.referrer.slice(0, 2_000),
    searchEngine: engine?.id ?? null,
    keyword,
    campaign,
    clickIds,
  }
}
