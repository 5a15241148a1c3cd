import { surname, titles } from './surnames.ts'
import { after, before, type Finding, type Line } from './talk.ts'

const full = `(${surname}[\\p{Script=Han}·]{1,3}|[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?)`
const withTitle = `(${surname}(?:[\\p{Script=Han}]{0,2})?(?:${titles}))`
const end =
  '(?=$|[\\s,，。.!?、;:()（）\\d\\n~]|吧|就行|就好|即可|就可以|呢|啊|哈|的话|呀|哦|电话|手机|男|女|今年|在|想|要|来|住)'

/** Words that begin like a name and are none. */
const noName =
  /学生|高中|大学|新手|小白|新人|顾客|客户|用户|老客|买家|卖家|公司|代理|经销|厂家|单位|学校|老师吗|程序|安卓|苹果|华为|易|方便|从|成都|常州|温州|石家庄|万[一元]|任何|关于|国内|国外|别人|成年|应届|应该|连续|全部|全新|后来|解决|段|能|都|那|个人|农村|江苏|江西|广东|广州|东莞|山东|山西|云南|上海|北京|南方|北方|强烈|双方|干|计划|相信|空|盖|养|满意|向|包|查|寿命|容易|文员|车主|简单|冷|时|武汉|金华|宁波|何时|严重|司机|家长|支持|支付|谢谢|谢|麻烦|包邮|路过|许多|边|和|因为|问|没|有|不|要|是|想|的|了|吗/

interface Rule {
  readonly pattern: RegExp
  /** Whether only a known surname makes it a name. */
  readonly isSure: boolean
}
const rules: readonly Rule[] = [
  {
    pattern: new RegExp(
      `(?:姓名|名字|收货人|联系人|收件人|称呼|学员|预约人|客户名)\\s*(?:是|叫|为|:)?\\s*(?:叫)?\\s*${withTitle}`,
      'u',
    ),
    isSure: true,
  },
  {
    pattern: new RegExp(
      `(?:姓名|名字|收货人|联系人|收件人|学员|预约人|客户名)\\s*(?:是|叫|为|:)?\\s*(?:叫)?\\s*${full}${end}`,
      'u',
    ),
    isSure: true,
  },
  {
    pattern: new RegExp(
      `(?:叫我|喊我|称呼我|你?喊我|叫俺)\\s*(?:一声)?((?:小|老|阿)[\\p{Script=Han}]{1,2}?|${surname}(?:${titles})|${surname}[\\p{Script=Han}]{1,3}?|[A-Z][a-z]{1,14})${end}`,
      'u',
    ),
    isSure: true,
  },
  { pattern: new RegExp(`(?:免贵|我|这边|敝|本人|(?:^|[,，\\s]))\\s*姓\\s*(${surname})(?![名氏])`, 'u'), isSure: true },
  {
    pattern: new RegExp(`(?:我叫|我的名字叫|我名字叫|我名叫|本人叫?|我全名|俺叫)\\s*${full}${end}`, 'u'),
    isSure: true,
  },
  { pattern: new RegExp(`(?:我是|这边是|我这边是|我这里是)\\s*${withTitle}${end}`, 'u'), isSure: true },
  { pattern: new RegExp(`(?:我是|这边是)\\s*(${surname}[\\p{Script=Han}]{1,2})${end}`, 'u'), isSure: false },
]

export function findName(lines: readonly Line[]): Finding[] {
  const visitors = lines.filter(({ isVisitor }) => isVisitor)
  for (const read of [readRules, readAnswer, readAddressLine]) {
    for (const line of [...visitors].reverse()) {
      const value = read(line)
      if (value) return [{ field: 'name', value: completed(value, visitors), said: line.said, words: value }]
    }
  }
  return []
}

function readRules({ text }: Line): string | undefined {
  for (const { pattern, isSure } of rules) {
    const match = pattern.exec(text)
    const value = match?.[1]
    if (!match || !value) continue
    const lead = before(text, match.index, 8)
    if (
      /(不|老公|老婆|朋友|同事|他|她|你们?|儿子|女儿|孩子)的?$/.test(lead) ||
      /^[^,，]{0,2}(吗|么|\?)/.test(after(text, match.index + match[0].length, 4))
    )
      continue
    if (!isSure && (noName.test(value) || value.endsWith('人'))) continue
    if (isSure && /[的了吗不是有没要想]/.test(value)) continue
    return value.replace(/(?<=..)[吧哈呢啊呀哦]$/, '')
  }
  return undefined
}

const asksName = /怎么称呼|贵姓|您的?姓名|你的?姓名|名字|如何称呼|称呼您|叫什么|姓什么|联系人|收货人|全名/

/** 王小明 after "怎么称呼您". */
function readAnswer({ text, asked }: Line): string | undefined {
  if (!asksName.test(asked)) return undefined
  const first = (text.split(/[\s,，。.、!:]|电话|手机/)[0] ?? '')
    .replace(/^(我是|我叫|叫|姓|免贵姓|你好)/, '')
    .replace(/(就行|吧|哈|就好|即可|呢|啊)$/, '')
  if (
    new RegExp(`^${surname}[\\p{Script=Han}]{0,3}$`, 'u').test(first) &&
    !/[的了吗不是有没要想]|多少|什么|怎么/.test(first)
  )
    return first
  return /^((小|老|阿)[\p{Script=Han}]{1,2}|[A-Z][a-z]{1,14}( [A-Z][a-z]{1,14})?)$/u.exec(first)?.[0]
}

const addressWord = /省|市|区|县|镇|街|路|号|小区|村|楼|室|苑|花园/

/** 张三 13800138000 浙江省杭州市…: an address as people paste it. */
function readAddressLine({ text }: Line): string | undefined {
  if (!/1[3-9]\d{9}/.test(text.replace(/[ -]/g, ''))) return undefined
  const parts = text
    .split(/[\s,，、;:/()\d\n+-]+|电话|手机号?/)
    .filter(Boolean)
    .map((part) => part.replace(/(?<=..)收$/, ''))
  if (parts.length > 7) return undefined
  const names = parts.filter((part) =>
    new RegExp(`^${surname}(?:[\\p{Script=Han}]{1,2}|(?:${titles}))$`, 'u').test(part),
  )
  const name = names.find((part) => !noName.test(part) && !addressWord.test(part))
  // Beside the number, or in front of a place: 张三 138…, 138…陈工, 张三 浙江省….
  const isBeside =
    name &&
    new RegExp(`${name}[^\\p{Script=Han}]*(?:电话|手机号?)?[^\\p{Script=Han}]*\\d|\\d[\\s,，/]*${name}`, 'u').test(text)
  return isBeside || /[省市区县]/.test(text) ? name : undefined
}

/** 姓王 and elsewhere 女士: 王女士. */
function completed(value: string, visitors: readonly Line[]): string {
  if (!new RegExp(`^${surname}$`, 'u').test(value)) return value
  const text = visitors.map((line) => line.text).join('\n')
  const title =
    new RegExp(`${value}(${titles})`, 'u').exec(text)?.[1] ?? /(?:^|[,，\s])(先生|女士)(?=$|[,，。\s])/m.exec(text)?.[1]
  return title ? value + title : value
}
