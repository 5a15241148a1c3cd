import { places } from '@youwen/contract/places'
import { after, before, type Finding, type Line } from './talk.ts'

const provinces = [...places.keys()]
const provinceOf = new Map([...places].flatMap(([province, cities]) => cities.map((city) => [city, province] as const)))
const anyOf = (names: readonly string[]) => `(?:${[...names].sort((a, b) => b.length - a.length).join('|')})`
const province = `(${anyOf(provinces)})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?`
const city = `(${anyOf([...provinceOf.keys()])})市?`
const place = new RegExp(`${province}[ ,，、]?${city}|${city}|${province}`, 'g')

interface Place {
  readonly value: string
  readonly start: number
  readonly end: number
}

function placesIn(text: string): Place[] {
  return [...text.matchAll(place)].flatMap((match) => {
    const named = match[1] ?? match[4]
    const inner = match[2] ?? match[3]
    const start = match.index
    const end = start + match[0].length
    // 南京路, 北京烤鸭, 中山公园: a name that is part of another one.
    if (/^(路|街|大道|道|西路|东路|南路|北路|中路|烤鸭|时间|公园|广场|银行|大学|现代|人寿|牌|话)/.test(text.slice(end)))
      return []
    // 吉林市 is in 吉林; 朝阳 is a district of 北京 more often than a city of 辽宁.
    if (inner === '朝阳' && named !== '辽宁') return named ? [{ value: named, start, end }] : []
    if (!inner) return named ? [{ value: named, start, end }] : []
    const own = provinceOf.get(inner)
    return own ? [{ value: `${own} ${inner}`, start, end }] : []
  })
}

const cueBefore =
  /((我|人|家|公司|店|厂|房子|学校|单位|我们|咱|俺)[^,，。?去到从]{0,4}(在|是|住|位于|住在|搬到|来自)|坐标|地址[是:：\s]*|所在地[是:：\s]*|地区[是:：\s]*|城市[是:：\s]*|地点[是:：\s]*|收货[^,，]{0,4}[:：]|住|住在|现居|常住|定居|搬到|老家|来自|(现在|目前|人)在|我|我们|^这边是?)\s*$/
const cueAfter =
  /^(上班|工作|上学|读书|生活|定居|人|这边|这里|本地的?|的(?!店|门店|仓|分店|哪)|这的|户口|[\p{Script=Han}]{1,6}(区|县|镇|街道|路|小区|村)[^吗?]{0,20}(号|室|栋|幢|楼|单元|$))/u
const never =
  /(不在|不是|没在|离开|从|发往|寄到|送到|(?<!搬)到|去|飞|跑|你们|贵司|总部|工厂在?|你在|原来在|以前在|之前在|曾经在|除了|有没有|哪里|知道)[^,，。]{0,3}$/
const asksAbout =
  /^[^,，。]{0,8}(有(没有)?(店|门店|分店|校区|分公司|分部|线下|代理|仓|网点|实体|服务)|店|门店|分店|发货|能(送|到|发)|可以(送|发)|包邮|几天|多久|天气|的价格)/
const asksWhere = /哪个(城市|地区|省|区|市)|在哪(里|儿|个)?|哪里的|什么地方|地址|所在(地|城市)|城市|地区|哪边|哪儿|坐标/

/** Where he is. A place that he only asks about is none. */
export function findRegion(lines: readonly Line[]): Finding[] {
  const found = lines
    .filter(({ isVisitor }) => isVisitor)
    .flatMap(({ text, asked, said }) =>
      placesIn(text).flatMap((one) => {
        const lead = before(text, one.start, 14)
        const tail = after(text, one.end, 30)
        const isAnswer =
          asksWhere.test(asked) && !/订单|你们/.test(asked) && text.length <= one.end + 30 && one.start <= 8
        const isPasted = /1[3-9]\d{9}/.test(text) && /(区|县|镇|路|街道|小区)/.test(tail)
        const isHis = (cueBefore.test(lead) || cueAfter.test(tail) || isAnswer || isPasted) && !never.test(lead)
        if (!isHis || (asksAbout.test(tail) && !/我(们|人)?(就|现在|目前)?(在|是)\s*$/.test(lead))) return []
        return [{ value: one.value, said, words: text.slice(one.start, one.end) }]
      }),
    )
  // A city says more than its province, and what was said later more than what was said first.
  const best = found
    .filter(({ value }) => value.includes(' ') || !found.some((one) => one.value.startsWith(`${value} `)))
    .at(-1)
  return best ? [{ field: 'region', ...best }] : []
}
