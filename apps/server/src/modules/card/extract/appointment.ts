import { smallNumber } from './digits.ts'
import { before, type Finding, type Line } from './talk.ts'

const numeral = '(?:\\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])'
const day = `(今天|今晚|明天|明晚|明早|明儿|后天|大后天|(?:这|本|下|下下)?个?(?:周|星期|礼拜)[一二三四五六日天末1-7]|${numeral}月${numeral}[号日]?|\\d{1,2}[./-]\\d{1,2}(?![\\d./-])|(?<![\\d月])${numeral}号)`
const part = '(?:的)?(早上|上午|中午|下午|傍晚|晚上|晚|早)?'
const hour = `(?:\\s*(${numeral})(?:[点时:](?!多久)(半|一刻|三刻|\\d{1,2}|${numeral}分?)?)(?:整|钟|左右)?)?`
const moment = new RegExp(`${day}\\s*${part}${hour}`, 'g')

const cue =
  /预约|约|过去|过来|到店|上门|来店|去店|看房|面试|试听|试驾|体验|安装|量房|见面|拜访|参观|有空|方便|有时间|可以|可|打给我|打个?电话|回个?电话|给我|回电|联系|来|去|到你们|复诊|就诊|挂号|拔|洗牙|上课|吧|行|好/
const asksWhen =
  /什么时候|几点|哪天|何时|时间.{0,6}(方便|合适|可以)|方便.{0,6}时间|约.{0,4}时间|预约|什么时间|周几|几号|哪一天|哪个时间/
/** Whatever clause it stands in: a person who says this wants to come. */
const comes = /预约|想去|要去|过去|到店|上门|想约|约个/
const never =
  /发货|到货|能到|送到|快递|物流|下单|付款|买的|涨价|活动|截止|打折|优惠|退款|更新|上线|营业|开门|下班|昨天|出差|不行|没空|没时间|有事|不方便|不可以|不在|放假|生日|考试|收到/

/** When he wants to come or to be called, as `2026-11-28 15:00`, `2026-11-28 下午` or `2026-11-28`. */
export function findAppointment(lines: readonly Line[], { timeZone }: { timeZone: string }): Finding[] {
  const found = lines
    .filter(({ isVisitor }) => isVisitor)
    .flatMap((line) =>
      [...line.text.matchAll(moment)].flatMap((match): Finding[] => {
        const [words] = match
        const clause = clauseAround(line.text, match.index, words.length)
        if (never.test(clause) || (!cue.test(clause) && !comes.test(line.text) && !asksWhen.test(line.asked))) return []
        if (
          /[吗?]|几点/.test(clause.slice(words.length)) &&
          !asksWhen.test(line.asked) &&
          !/可以|约|方便|行/.test(clause) &&
          !comes.test(line.text)
        )
          return []
        if (/(不|别|除了)[^,，]{0,2}$/.test(before(line.text, match.index, 4))) return []
        const value = readMoment(match, localDay(line.at, timeZone))
        return value ? [{ field: 'appointment', value, said: line.said, words: words.trim() }] : []
      }),
    )
  return found.slice(-1)
}

/** From the comma before to the one after: what is said of this moment. */
function clauseAround(text: string, at: number, length: number): string {
  const start = Math.max(...[...',，。!?;\n'].map((mark) => text.lastIndexOf(mark, at))) + 1
  const ends = [...',，。!;\n'].map((mark) => text.indexOf(mark, at + length)).filter((end) => end >= 0)
  return text.slice(start, Math.min(text.length, ...ends))
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

function localDay(at: Date, timeZone: string): Day {
  const [year = 0, month = 1, date = 1] = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    .format(at)
    .split('-')
    .map(Number)
  return { year, month, day: date }
}

function readMoment(
  [, dayWords = '', daypart, hours, minutes]: readonly (string | undefined)[],
  today: Day,
): string | undefined {
  const date = readDay(dayWords, today)
  if (!date) return undefined
  const partOfDay = daypart ?? (/晚$/.test(dayWords) ? '晚上' : /早$/.test(dayWords) ? '早上' : undefined)
  if (hours === undefined) return partOfDay ? `${date} ${fullPart(partOfDay)}` : date
  let hour = smallNumber(hours)
  if (hour === undefined || hour > 24) return undefined
  // Nobody comes at three at night: 周六3点 is in the afternoon.
  if (
    hour < 12 &&
    (/下午|傍晚|晚/.test(partOfDay ?? '') || (partOfDay === '中午' && hour < 3) || (!partOfDay && hour < 7))
  )
    hour += 12
  return `${date} ${two(hour)}:${two(readMinutes(minutes))}`
}

const fullPart = (part: string) => (part === '晚' ? '晚上' : part === '早' ? '早上' : part)
const two = (value: number) => String(value).padStart(2, '0')

function readMinutes(text: string | undefined): number {
  if (!text) return 0
  if (text === '半') return 30
  if (text === '一刻') return 15
  if (text === '三刻') return 45
  return smallNumber(text.replace('分', '')) ?? 0
}

function readDay(text: string, today: Day): string | undefined {
  const from = (days: number) => iso(new Date(Date.UTC(today.year, today.month - 1, today.day + days)))
  if (/^今/.test(text)) return from(0)
  if (/^明/.test(text)) return from(1)
  if (text === '后天') return from(2)
  if (text === '大后天') return from(3)
  const week = /^(这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天末1-7])$/.exec(text)
  if (week) return from(daysUntil(week[1], week[2] ?? '', today))
  const date = /^(.+?)[月./-](.+?)[号日]?$/.exec(text)
  if (date) return ahead(smallNumber(date[1] ?? ''), smallNumber(date[2] ?? ''), today)
  const dayOnly = smallNumber(text.replace(/号$/, ''))
  if (dayOnly === undefined || dayOnly < 1 || dayOnly > 31) return undefined
  return dayOnly >= today.day ? ahead(today.month, dayOnly, today) : ahead((today.month % 12) + 1, dayOnly, today)
}

/** 周六 is the next one, 下周六 the one of the week after this. Weeks begin on Monday. */
function daysUntil(which: string | undefined, name: string, today: Day): number {
  const wanted = /[日天7]/.test(name)
    ? 7
    : name === '末'
      ? 6
      : '一二三四五六'.includes(name)
        ? '一二三四五六'.indexOf(name) + 1
        : Number(name)
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay() || 7
  if (which === '下') return wanted - now + 7
  if (which === '下下') return wanted - now + 14
  return wanted >= now || which ? wanted - now : wanted - now + 7
}

/** The next day of that date; a month that is long over means next year. */
function ahead(month: number | undefined, date: number | undefined, today: Day): string | undefined {
  if (!month || !date || month > 12 || date > 31) return undefined
  const isPast = month < today.month || (month === today.month && date < today.day)
  return iso(new Date(Date.UTC(isPast ? today.year + 1 : today.year, month - 1, date)))
}

const iso = (date: Date) => date.toISOString().slice(0, 10)
