import { toE164 } from '../values.ts'
import { type DigitRun, digitRuns, writtenDigits } from './digits.ts'
import { after, before, type Finding, type Line } from './talk.ts'

/** own: he says that it is his. plain: he gives it. other: somebody else's, who may be called. not: nobody to call. */
type Whose = 'own' | 'plain' | 'other' | 'not'

export interface PhoneFound {
  readonly value: string
  readonly said: number
  readonly words: string
  readonly start: number
  readonly end: number
  readonly whose: Whose
}

/** The visitor's numbers in the order they count: what he corrected or denied is not among them. */
export function findPhones(lines: readonly Line[]): Finding[] {
  return phonesOf(lines).map(({ value, said, words }) => ({ field: 'phone', value, said, words }))
}

export function phonesOf(lines: readonly Line[]): PhoneFound[] {
  const agents = numbersOfAgents(lines)
  const found = lines
    .filter(({ isVisitor }) => isVisitor)
    .flatMap((line) => phonesIn(line).filter(({ value }) => !agents.has(value)))
    .concat(acrossMessages(lines), confirmed(lines))
    .filter(({ value }, _, all) => !isDenied(value, all))
  const standing = withoutMistyped(withoutCorrected(found, lines), lines)
  const his = standing.filter(({ whose }) => whose === 'own' || whose === 'plain')
  // Somebody else's number is better than none, when it was given to be called.
  const counted = his.length > 0 ? his : standing.filter(({ whose }) => whose === 'other')
  const ranked = [...counted].sort((a, b) => rank(a) - rank(b) || a.said - b.said)
  return ranked.filter(({ value }, at) => ranked.findIndex((one) => one.value === value) === at)
}

const rank = ({ whose }: PhoneFound) => (whose === 'own' ? 0 : 1)
const isDenied = (value: string, all: readonly PhoneFound[]) =>
  all.some((one) => one.value === value && one.whose === 'not')

/** What an agent names first is the company's own: a visitor who repeats it gives nothing away. */
function numbersOfAgents(lines: readonly Line[]): Set<string> {
  const visitors = new Set<string>()
  const agents = new Set<string>()
  for (const { isVisitor, text } of lines) {
    for (const { value } of numbersIn(writtenDigits(text))) {
      if (isVisitor) visitors.add(value)
      else if (!visitors.has(value) && !asksBack(text)) agents.add(value)
    }
  }
  return agents
}

/** "您的电话是138…对吗": the agent reads out what a form or an earlier visit said. */
const asksWhether =
  /(您|你)(的|留的|登记的|预留的)?(手机|电话|号码|联系)[^。]*(吗|对吧|是吧|对不对|是不是|没错吧)|(电话|手机|号码)[^。]*(对吗|是吗|没错吧|对吧)/
const offersBack = /(登记|预留|留的|填的|给您|给你|下单)[^。]*(吗|吧|么|\?)/
const herOwn = /我的|加我|打我|联系我|我们|客服/
const yes =
  /^(可以|好的?|行|对|对的|是|是的|嗯|嗯嗯|没错|对对|对啊|是啊|恩|好的对|正确|没问题)[的了啊呢!。,，~ ]*($|[,，。!])/

const asksBack = (text: string) => asksWhether.test(text) || (offersBack.test(text) && !herOwn.test(text))

function confirmed(lines: readonly Line[]): PhoneFound[] {
  return lines.flatMap((line, at) => {
    const answer = lines[at + 1]
    if (line.isVisitor || !answer?.isVisitor || !asksBack(line.text) || !yes.test(answer.text)) return []
    return numbersIn(writtenDigits(line.text)).map((number) => ({ ...number, said: line.said, whose: 'own' as const }))
  })
}

function phonesIn(line: Line): PhoneFound[] {
  const text = writtenDigits(line.text)
  const numbers = numbersIn(text)
  const all = numbers.length > 0 ? numbers : spelledOut(text)
  return all.map((number, at) => ({
    ...number,
    said: line.said,
    whose: whoseIs(text, number, { asked: line.asked, from: all[at - 1]?.end ?? 0 }),
  }))
}

type NumberFound = Pick<PhoneFound, 'value' | 'words' | 'start' | 'end'>

function numbersIn(text: string): NumberFound[] {
  return digitRuns(text)
    .flatMap((run) => readRun(run))
    .filter(({ start, end }) => !isPartOfWord(text, start, end))
    .map((number) => ({ ...number, words: text.slice(number.start, number.end) }))
}

/** JD1380…, A138…, id=138…: no telephone. */
const isPartOfWord = (text: string, start: number, end: number) =>
  (/[A-Za-z\d#@=_$¥*]$/.test(text.slice(0, start)) &&
    !/(tel|phone|mobile|[^a-z](t|p|v|vx|wx)|^(t|p|v|vx|wx))$/i.test(text.slice(0, start))) ||
  /^[A-Za-z@_*]/.test(text.slice(end))

interface Place {
  readonly value: string
  readonly start: number
  readonly end: number
}

/** One run may hold one number in pieces, several numbers, or something that is none. */
function readRun({ groups, start, end, hasPlus }: DigitRun): Place[] {
  const all = groups.map(({ digits }) => digits).join('')
  const whole = readNumber(hasPlus ? `+${all}` : all)
  if (whole) return [{ value: whole, start, end }]
  const single = groups.flatMap((group) => {
    const value = readNumber(group.digits)
    return value ? [{ value, start: group.start, end: group.end }] : []
  })
  if (single.length > 0) return single
  return inPieces(groups)
}

/** 138 0013 8000 with other figures beside it, and two numbers written in pieces. */
function inPieces(groups: DigitRun['groups']): Place[] {
  const found: Place[] = []
  for (let from = 0; from < groups.length; from++) {
    let digits = ''
    for (let to = from; to < groups.length && digits.length < 12; to++) {
      digits += groups[to]?.digits ?? ''
      const sizes = groups.slice(from, to + 1).map((group) => group.digits.length)
      const isUsual = ['3,4,4', '3,8', '4,8', '3,3,5', '4,4,3', '4,7'].includes(sizes.join(','))
      const isAlone = from === 0 || found.at(-1)?.end === groups[from - 1]?.end
      const value = isUsual && isAlone ? readNumber(digits) : undefined
      const first = groups[from]
      const last = groups[to]
      if (!value || !first || !last) continue
      found.push({ value, start: first.start, end: last.end })
      from = to
      break
    }
  }
  return found
}

function readNumber(digits: string): string | undefined {
  if (digits.startsWith('+')) return digits.length >= 9 ? toE164(digits) : undefined
  const national = digits.replace(/^(0086|86)(?=1[3-9]\d{9}$)/, '').replace(/^0(?=1[3-9]\d{9}$)/, '')
  const isMobile = /^1[3-9]\d{9}$/.test(national)
  const isLandline = /^0(10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(national)
  return isMobile || isLandline ? toE164(national) : undefined
}

/** 前面138，后面00138000 */
function spelledOut(text: string): NumberFound[] {
  if (!/[前后首尾]|然后|接着|中间|开头|再加/.test(text)) return []
  const digits = withoutCounts(text).replace(/\D/g, '')
  const value = digits.length === 11 ? readNumber(digits) : undefined
  return value ? [{ value, start: 0, end: text.length, words: text }] : []
}

/** 后四位5678: the four is none of its figures. */
const withoutCounts = (text: string) => text.replace(/[\d一二三四五六七八九十]位数?/g, '')

/** 1380 / 0138 / 000: a number said piece by piece. */
function acrossMessages(lines: readonly Line[]): PhoneFound[] {
  const found: PhoneFound[] = []
  const mine = lines.filter(({ isVisitor }) => isVisitor)
  for (let from = 0; from < mine.length; from++) {
    let digits = ''
    for (let to = from; to < Math.min(mine.length, from + 5); to++) {
      const line = mine[to]
      const piece = line && fragmentOf(line)
      if (!line || !piece) break
      digits += piece
      const value = to > from && digits.length === 11 ? readNumber(digits) : undefined
      if (!value) continue
      found.push({ value, said: line.said, words: line.text, start: 0, end: line.text.length, whose: 'plain' })
      from = to
      break
    }
  }
  return found
}

function fragmentOf({ text, asked }: Line): string | undefined {
  if (asksForOther(asked)) return undefined
  const rest = writtenDigits(text)
    .replace(/^(我的?|本人)?(手机号?码?|电话号?码?|号码|tel)?/i, '')
    .replace(/^(的?前面?|后面?|然后|接着|再|中间|最后)?([一二三四五六七八\d]位)?(就?是|:)?/, '')
    .replace(/[ \-.。,，、~…]/g, '')
  return /^\d{1,10}$/.test(rest) ? rest : undefined
}

const phoneWord = /电话|手机|联系方式|联系|号码|座机|固话|致电|回电|打给|tel|phone|mobile/i
const notPhone =
  /订单|单号|运单|快递单|物流|编号|流水|身份证|证件|卡号|银行卡|账户|账号|帐号|货号|型号|批次|序列|参考号|凭证|申请号|受理号|工单|保单|取件码|编码|代码|条码|条形码|工号|学号|合同|发票|税号|验证码|密码|房间|会员号|客户号|机身|IMEI|\bSN\b|\bID\b|执照|车架|(?<!电话|手机|流量)卡|QQ|扣扣|价格|报价|总价|预算|金额/i
const relation =
  '(?:(?:我|俺|咱|我们)(?:家)?(?:爸爸|妈妈|爸|妈|哥|姐|弟弟|妹妹|弟|妹|叔|姨|舅|姑|爷爷|奶奶|儿子|女儿|孩子|老师|经理|领导|老板|对象|男朋友|女朋友)|孩子(?:他|她)?(?:爸|妈)|老公|老婆|妻子|丈夫|爱人|媳妇|父亲|母亲|朋友|同事|同学|室友|邻居|别人|对方|中介|前台|店长|员工|工人|司机|快递员|骑手|物业|房东|财务|采购|亲戚|秘书|助理|男友|女友|闺蜜|他|她)'
const othersBefore = new RegExp(
  `${relation}[^,，\\d]{0,4}?(?:的)?(?:手机|电话|号码|号|联系方式|手机号|电话号码)?(?:是|:|,|，)?\\s*$`,
)
const othersAfter = new RegExp(
  `^[\\s,，(]*(?:这个?)?(?:是|打)?(?:我|我们|我家)?${relation}(?:的|$|手机|电话|号|[)），,])`,
)
const companys =
  /(你们[\p{Script=Han}]{0,4}|你家|您们|贵司|贵公司|客服|店里|店铺|官网|官方|热线|平台|商家|卖家|厂家|售后|你的|您的|快递)(那边|这边)?的?(客服)?(手机|电话|号码|号|座机|热线)?(是|:)?不?是?\s*$/u
const calledMe =
  /^[^,，\d]{0,8}(给我打|打给我|打来|打过来|打电话给我|联系(了|过)我|加我|骚扰|(这个?)?人?冒充|诈骗|是不是你们|是你们的?|是谁|是骗子|发短信给我|的短信)/
const deniedBefore =
  /(不是|别打|不要打|不要再打|别再打|不要用|别用|不再用|停用|删掉|去掉|取消|写成|填成|输成|打成|记成)[^,，\d]{0,7}$/
const deniedAfter =
  /^[\s,，、)]*(这个|这|那个|那)?(号码|号|电话|手机)?(已经|已|早就|现在|都)?(不是我|不用[了啦嘞]|不用$|不再用|没用了|停机|注销|停用|空号|换了|换号|作废|打不通|错了|是错的|写错|打错|发错|输错|不对|不在用|是?(老|旧|以前的?|原来的?|之前的?)号|别打(?!电话)|不要打(?!电话)|不要再打|丢了)/
const changedAfter = /^[\s,，]*(但是?|不过|可是)?(我)?(已经|已|后来|现在)?(换号|换了|改了)/
const oldBefore = /(原来|以前|旧|老|原先|曾经)(用)?的?(那个)?(手机)?(号码?|手机|电话)?(号)?(是|:)?\s*$/
const ownBefore = /(我|本人)的?(手机|电话|号码|联系|新号|新手机|微信|号)?[^,，\d]{0,6}$/
const amount = /^ ?(元|块钱|块|万|个|件|人|次|粉|美元|刀|米|吨|平|播放|张|股)/

function whoseIs(text: string, { start, end }: Place, { asked, from }: { asked: string; from: number }): Whose {
  const lead = before(text.slice(from), start - from, 22)
  const tail = after(text, end, 18)
  if (amount.test(tail) || isOtherNumber(lead, asked)) return 'not'
  if (deniedAfter.test(tail) || changedAfter.test(tail) || deniedBefore.test(lead) || oldBefore.test(lead)) return 'not'
  if (/我的?(手机|电话|号码|新号|号|是)[^,，\d]{0,4}$/.test(lead)) return 'own'
  if (companys.test(lead) || calledMe.test(tail) || /^[^,，\d]{0,4}(客服|你们)/.test(tail)) return 'not'
  if (othersBefore.test(lead) || othersAfter.test(tail)) return 'other'
  return ownBefore.test(lead) || /^[\s,，]*(是我|我的)/.test(tail) ? 'own' : 'plain'
}

/** The label nearest to a number says what it is; without one the question does. */
function isOtherNumber(lead: string, asked: string): boolean {
  const other = endOfLast(lead, otherLabel)
  const phone = endOfLast(lead, phoneWord)
  if (other > 0 || phone > 0) return other >= phone
  return lead.trim() === '' && asksForOther(asked)
}

// 发票号码, 保单号: the number of something is not a telephone's, whatever it is called.
const anyNumber =
  '(?![机话系信我的新老旧个同用作人动通尾好拨打号是挂换大小])\\p{Script=Han}号|(?![号机话])\\p{Script=Han}码'
const otherLabel = new RegExp(`(?:${notPhone.source}|${anyNumber})的?(?:号码?)?`, 'giu')
const asksForOther = (asked: string) => {
  const rest = asked.replace(otherLabel, '')
  return rest !== asked && !phoneWord.test(rest)
}

function endOfLast(text: string, pattern: RegExp): number {
  const last = [...text.matchAll(new RegExp(pattern.source, 'giu'))].at(-1)
  return last ? last.index + last[0].length : 0
}

const takesBack = /(?<![你您们])(打|写|发|输|说|记|留|填|搞)错|(?<![你您们].?)错了|不是(我的?|这个)?(电话|号|手机)/
const replaces = /不对|更正|纠正|不好意思|应该是|改成|换成|以这个为准|用这个/
/** "打错了，是139…": what stood before it does not count; the next number does. */
function withoutCorrected(found: readonly PhoneFound[], lines: readonly Line[]): PhoneFound[] {
  return found.filter((one) => {
    const rest = lines[one.said]?.text.slice(one.end) ?? ''
    if (takesBack.test(leadOf(rest)) || (replaces.test(leadOf(rest)) && hasNumber(rest))) return false
    const next = lines.slice(one.said + 1).find(({ isVisitor }) => isVisitor)
    if (!next || numbersIn(writtenDigits(next.text)).some(({ value }) => value === one.value)) return true
    const lead = leadOf(next.text).slice(0, 14)
    return !takesBack.test(lead) && !(replaces.test(lead) && hasNumber(next.text))
  })
}

const leadOf = (text: string) => text.split(/\d{7}/)[0] ?? ''
const hasNumber = (text: string) => numbersIn(writtenDigits(text)).length > 0

/** The same number again but for one figure: it was mistyped, unless both were given at once. */
function withoutMistyped(found: readonly PhoneFound[], lines: readonly Line[]): PhoneFound[] {
  return found.filter((one, at) => {
    const again = found.slice(at + 1).find(({ value }) => differences(value, one.value) === 1)
    if (!again) return true
    if (again.said !== one.said) return false
    const between = lines[one.said]?.text.slice(one.end, again.start) ?? ''
    return /^[\s,，、/或和与]|还有|另|都/.test(between) && !/位|不/.test(between)
  })
}

const differences = (a: string, b: string) =>
  a.length === b.length ? [...a].filter((figure, at) => figure !== b[at]).length : a.length
