import { createRequire } from 'node:module'
import type { Region } from '@youwen/contract'
import ipaddr from 'ipaddr.js'

// The package is CommonJS with a `default` of its own, which loaders take for different things when it is imported.
const { default: Ip2Region } = createRequire(import.meta.url)('ip2region') as typeof import('ip2region')

/** Ranges, as the address library names them, that are somebody's own network: an office, a test, a hiding proxy. */
const ownRanges = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])

const nowhere: Region = { country: '', province: '', city: '', isp: '' }
const ownNetwork: Region = { ...nowhere, country: '局域网' }

const provinces =
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门'.split(
    ' ',
  )
const municipalities = new Set(['北京', '天津', '上海', '重庆'])
const carriers = ['电信', '联通', '移动', '铁通', '广电', '教育网', '鹏博士', '阿里云', '腾讯云', '华为云']

const shortCity = (name: string) => name.replace(/(市|地区)$/, '')

/** One of the carriers people know, or the name as the data has it. */
const shortIsp = (name: string) => carriers.find((carrier) => name.includes(carrier)) ?? name

/** `中国广东省深圳市宝安区` in parts. Outside China only the country is taken. */
function splitPlace(place: string): Omit<Region, 'isp'> {
  if (!place.startsWith('中国')) return { country: place === '全球' ? '' : place, province: '', city: '' }
  const rest = place.slice(2)
  const province = provinces.find((name) => rest.startsWith(name)) ?? ''
  if (municipalities.has(province)) return { country: '中国', province, city: province }
  const city = /^(?:省|壮族自治区|回族自治区|维吾尔自治区|自治区)?(.+?(?:市|自治州|地区|盟|州))/.exec(
    rest.slice(province.length),
  )
  return { country: '中国', province, city: shortCity(city?.[1] ?? '') }
}

interface FourFound {
  readonly country: string
  readonly province: string
  readonly city: string
  readonly isp: string
}
/** Nothing in it when the address wraps an IPv4 one (6to4, Teredo). */
interface SixFound {
  readonly cArea?: string
  readonly aArea?: string
}

export type FindRegion = (ip: string) => Region

/**
 * IP → region in Chinese, from data in memory that an npm package ships: no request leaves the machine, a look-up takes
 * a few microseconds. Provinces and cities have their short names (广东, 深圳), which is also what maps use.
 */
export function createFindRegion(): FindRegion {
  const data = new Ip2Region()

  const findFour = (ip: string): Region => {
    const found = data.searchRaw(ip, true) as unknown as FourFound | null
    if (!found) return nowhere
    const province = provinces.find((name) => found.province.startsWith(name)) ?? found.province
    return { country: found.country, province, city: shortCity(found.city), isp: shortIsp(found.isp) }
  }
  const findSix = (ip: string): Region => {
    const { cArea = '', aArea = '' } = (data.searchRaw(ip, false) as SixFound | null) ?? {}
    return cArea ? { ...splitPlace(cArea), isp: shortIsp(aArea) } : nowhere
  }

  return (ip) => {
    if (!ipaddr.isValid(ip)) return nowhere
    const address = ipaddr.process(ip)
    if (ownRanges.has(address.range())) return ownNetwork
    return address.kind() === 'ipv4' ? findFour(address.toString()) : findSix(address.toNormalizedString())
  }
}
