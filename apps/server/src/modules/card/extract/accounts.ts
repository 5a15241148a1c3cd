import { writtenDigits } from './digits.ts'
import { phonesOf } from './phone.ts'
import { after, before, type Finding, type Line } from './talk.ts'

// How people write 微信 so that no filter sees it.
const wechatWord =
  '(?:微信|薇信|威信|徽信|微\\s?[❤️♥]|卫星号?|V信|v信|维信|加\\s?[vV+]|加我?[薇微威](?!信)|(?<![A-Za-z])(?:vx|wx|wechat|weixin|VX|WX|Vx|Wx|WeChat|V|v)(?![A-Za-z]))'
const id = '(?<![\\w-])([A-Za-z][\\w-]{5,19}|1[3-9]\\d{9}|[1-9]\\d{4,10})(?![\\w-]|@)'
const labelled = new RegExp(
  `${wechatWord}(?:号码?|账号|帐号|id|ID)?\\s*(?:就?是|:|为|叫|=|→|号|,|搜一?下?|加)?\\s*(?:我的?)?\\s*${id}`,
  'g',
)
/** 微信名字叫快乐的风，号是… */
const labelledBefore = new RegExp(`微信(?:(?!微信)[^A-Za-z\\d。!?]){1,14}(?:是|搜|加|:|叫|号)\\s*${id}`, 'g')
const labelledAfter = new RegExp(
  `${id}\\s*[(（,，]?\\s*(?:是|这是|这个是)?(?:我的?)?(?:微信|vx|wx|VX|V信)(?!同|一样|不|号?[是:])`,
  'g',
)
const same =
  /\d ?(就|也)是(我的?)?(微信|vx|wx)|(微信|vx)[\]】):\s]*同(上|号)|微信[^。]{0,10}(号码?|就|也)就?是(我的?)?(手机|电话)|(vx|wx|v信?|微信)号?(和|跟|与)(手机|电话)号?(是?一样|一致|同)|微信(号)?(也是|和|跟|与)?(这个|手机|电话)?(号码?)?(同号|同步|一样|一致|也是|相同|同电话|同手机)|(手机|电话|手机号|电话号码|号码|这个号?)(号)?(就|也)?(是|能加|可以加|可加|加)(我的?)?微信|(手机|电话|vx|wx|V)微?信?同号|(微|vx|v)(信)?同(号|电话|手机)?|微信(就|也)是(这个)?(手机|电话|号)|加微信就?(是|搜)?(这个|手机|电话)|(微信|V|v)同|电话(就是|=|即)微信|微信(直接)?搜(手机|电话|这个)|用(这个|手机)号?加微信/i
const notSame =
  /微信(不是|不同|不一样|另外)|(不是|不同)(于)?微信|没有?(开|用)?微信|不用微信|没微信|微信(不|没)|(不|没)[^,，。]{0,4}微信同号|微信同号(吗|么|不)/

export function findWechat(lines: readonly Line[]): Finding[] {
  const agents = new Set(lines.filter(({ isVisitor }) => !isVisitor).flatMap(({ text }) => wordsLikeIds(text)))
  const named = lines.filter(({ isVisitor }) => isVisitor).flatMap((line) => namedIn(line))
  const found = named.filter(({ value }) => !agents.has(value.toLowerCase()))
  return found.length > 0 ? found.slice(-1) : samePhone(lines)
}

const wordsLikeIds = (text: string) =>
  (text.match(/[A-Za-z][\w-]{5,19}|\d{5,11}/g) ?? []).map((one) => one.toLowerCase())
const companys = /(你们?|您)的?[^,，]{0,3}$|客服[^,，]{0,3}$/
const others = /(老公|老婆|朋友|同事|他|她|爸|妈|别人|儿子|女儿)的?[^,，]{0,2}$/

function namedIn(line: Line): Finding[] {
  const text = writtenDigits(line.text)
  const found = [...text.matchAll(labelled), ...text.matchAll(labelledBefore), ...text.matchAll(labelledAfter)].filter(
    (match) => {
      const lead = before(text, match.index, 8)
      const tail = after(text, match.index + match[0].length, 8)
      return (
        !companys.test(lead) &&
        !others.test(lead) &&
        !/(不是|别加|不要)[^,，\s]*$/.test(lead) &&
        !/^[,， ]*(不用|注销|换了|不是)/.test(tail)
      )
    },
  )
  const values = found.flatMap((match) => match[1] ?? [])
  // The answer to "微信多少": nothing but the name itself.
  const bare = new RegExp(`(?:^(?:我的?)?(?:是|:)?|(?:搜|加|用)(?:这个|我)?[:,， ]*)\\s*${id}(?=[\\s。.,，~]|$)`).exec(
    text,
  )?.[1]
  if (values.length === 0 && bare && new RegExp(wechatWord).test(line.asked) && !/QQ|扣扣/i.test(line.asked))
    values.push(bare)
  return values
    .filter((value) => !/^(weixin|wechat|https?)$/i.test(value))
    .map((value) => ({ field: 'wechat', value, said: line.said, words: value }))
}

/** 微信同号: the number that he gave before or gives next. */
function samePhone(lines: readonly Line[]): Finding[] {
  const phones = phonesOf(lines)
  for (const line of lines) {
    const asks = /(微信|V|v|vx)[^,。]{0,6}(同号|一样|也是|这个号)|(手机|电话)[^,。]{0,6}(是|加)[^,。]{0,3}微信/i.test(
      line.asked,
    )
    const says = same.test(line.text) && !notSame.test(line.text)
    const agrees = asks && /^(是|对|嗯|同号|一样|是的|对的|没错|恩)[的了啊呢哈]*[。,，!~ ]*$/.test(line.text)
    if (!line.isVisitor || !(says || agrees)) continue
    const phone = [...phones].sort((a, b) => Math.abs(a.said - line.said) - Math.abs(b.said - line.said))[0]
    const mobile = phone && /^\+861[3-9]\d{9}$/.test(phone.value) ? phone.value.slice(3) : undefined
    if (mobile) return [{ field: 'wechat', value: mobile, said: line.said, words: line.text.slice(0, 40) }]
  }
  return []
}

const qqWord = '(?:(?<![A-Za-z])[Qq]{2}(?![A-Za-z])|扣扣|企鹅|球球|(?<![A-Za-z])[Qq](?=号|:|吧))'
const qqLabelled = new RegExp(
  `${qqWord}(?:号码?|账号)?\\s*(?:就?是|:|为|=|号)?[吧,，\\s]*([1-9]\\d{4,10})(?!\\d|@)`,
  'g',
)
const qqAfter = new RegExp(`(?<!\\d)([1-9]\\d{4,10})\\s*[(（,，]?\\s*(?:是|这是)?(?:我的?)?${qqWord}(?!邮|\\.)`, 'g')

export function findQq(lines: readonly Line[]): Finding[] {
  const agents = new Set(lines.filter(({ isVisitor }) => !isVisitor).flatMap(({ text }) => wordsLikeIds(text)))
  const found = lines
    .filter(({ isVisitor }) => isVisitor)
    .flatMap((line): Finding[] => {
      const text = writtenDigits(line.text)
      const matches = [...text.matchAll(qqLabelled), ...text.matchAll(qqAfter)].filter((match) => {
        const lead = before(text, match.index, 8)
        const tail = after(text, match.index + match[0].length, 8)
        return (
          !companys.test(lead) &&
          !others.test(lead) &&
          !/(不是|别加|不用)$/.test(lead) &&
          !/^[,， ]*(不用了|不常用|被盗|不是|没用|封)/.test(tail)
        )
      })
      const values = matches.flatMap((match) => match[1] ?? [])
      const bare = /^(?:我的?)?(?:是|:)?\s*([1-9]\d{4,10})[\s。.,，~]*$/.exec(text)?.[1]
      if (values.length === 0 && bare && new RegExp(qqWord).test(line.asked) && !/邮/.test(line.asked))
        values.push(bare)
      return values.map((value) => ({ field: 'qq', value, said: line.said, words: value }))
    })
    .filter(({ value }) => !agents.has(value))
  return found.slice(-1)
}

const mail = /[A-Za-z0-9][\w.+-]*\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z]{2,})+/g
const qqMail = new RegExp(
  `(?:${qqWord}邮箱?\\s*(?:是|:|地址)?\\s*([1-9]\\d{4,10})(?!\\d|@)|(?<!\\d)([1-9]\\d{4,10})\\s*(?:的)?${qqWord}邮)`,
  'g',
)

export function findEmail(lines: readonly Line[]): Finding[] {
  const agents = new Set(lines.filter(({ isVisitor }) => !isVisitor).flatMap(({ text }) => mailsIn(text)))
  const found = lines
    .filter(({ isVisitor }) => isVisitor)
    .flatMap((line): Finding[] => {
      const text = spelledMail(line.text)
      const whole = [...text.matchAll(mail)]
        .filter((match) => {
          const lead = before(text, match.index, 10)
          return (
            !/(你们|贵司|客服|官方|商家)[^,，]{0,6}$/.test(lead) &&
            !/(不是|旧邮箱|原来的邮箱|以前的邮箱)[^,，]{0,4}$/.test(lead)
          )
        })
        .map(([match]) => clean(match))
      const short = [...text.matchAll(qqMail)]
        .flatMap((match) => match[1] ?? match[2] ?? [])
        .map((qq) => `${qq}@qq.com`)
      const sameAsQq = /[Qq]{2}邮箱(也是|和|跟)?(这个|同号|一样|同上)/.test(text)
        ? findQq(lines).map((one) => `${one.value}@qq.com`)
        : []
      return [...whole, ...short, ...sameAsQq].map((value) => ({
        field: 'email',
        value,
        said: line.said,
        words: value,
      }))
    })
    .filter(({ value }) => !agents.has(value))
  // One message may hold two; an earlier message has been corrected by a later one.
  return found.filter(({ said }) => said === found.at(-1)?.said)
}

/** zhang 艾特 163 点 com */
const spelledMail = (text: string) =>
  text
    .replace(/\s*(艾特|\(at\)|\[at\]|(?<=\w)\s+at\s+(?=\w+\s*(?:\.|点|dot)))\s*/gi, '@')
    .replace(/(?<=@[\w-]+(?:\.\w+)*)\s*(?:点|\s+dot\s+|。)\s*(?=[A-Za-z])/gi, '.')
const clean = (found: string) => found.replace(/\s/g, '').toLowerCase()
const mailsIn = (text: string) => (text.match(mail) ?? []).map(clean)
