import { smallNumber } from './digits.ts'
import { surname } from './surnames.ts'
import { after, before, type Finding, type Line } from './talk.ts'

const others =
  /(孩子|小孩|宝宝|儿子|女儿|老公|老婆|爸爸?|妈妈?|父亲|母亲|奶奶|爷爷|老人|朋友|他|她|娃|弟弟|妹妹|家人|媳妇|对象)[^,，。]{0,6}$/

/** 男 or 女, as he says of himself or as he wants to be called. */
export function findGender(lines: readonly Line[]): Finding[] {
  for (const line of lines.filter(({ isVisitor }) => isVisitor)) {
    const found = genderIn(line)
    if (found) return [{ field: 'gender', value: found.isWoman ? '女' : '男', said: line.said, words: found.words }]
  }
  return []
}

const self = [
  /\((男|女)\)/,
  /(?:^|[,，、\s])(男|女|先生|女士|小姐)的?(?=[,，、\s]|$)(?<=(?:我|姓|岁|本人|叫)[^?]*)/,
  /性别\s*(?:是|:)?\s*(男|女)/,
  /(?:我|本人)(?:是|一?个)?(?:一个|一名|个|位)?(男|女)(?:的|生|士|性|孩|,|，|$|人|宝)/,
  new RegExp(
    `(?:我是|我姓|免贵姓?|姓|叫我|喊我|称呼我|本人)\\s*(?:${surname})(?:[\\p{Script=Han}]{0,2})?(先生|女士|小姐|太太|大姐|大哥|阿姨|叔叔|大爷|姐|哥)`,
    'u',
  ),
  new RegExp(
    `(?:姓名|联系人|称呼|收货人)\\s*(?:是|:)?\\s*(?:${surname})(?:[\\p{Script=Han}]{0,2})?(先生|女士|小姐|太太|阿姨)`,
    'u',
  ),
  new RegExp(
    `(?:^|[,，、\\s\\d])(?:${surname})(?:[\\p{Script=Han}]{0,2})?(先生|女士|小姐|太太)(?=$|[,，、\\s\\d])`,
    'u',
  ),
  /(?:^|[,，、\s])(男|女)(?:生|士|性)?\s*[,，、 ]\s*(?:今年)?\d{1,2}\s*岁?/,
  /\d{1,2}\s*岁?\s*[,，、 ]?\s*(男|女)(?:生|士|性)?(?=$|[,，。\s、])/,
]
const woman = /女|小姐|太太|姐|阿姨/

function genderIn({ text, asked }: Line): { isWoman: boolean; words: string } | undefined {
  for (const pattern of self) {
    const match = pattern.exec(text)
    if (!match?.[1]) continue
    if (
      others.test(before(text, match.index, 10)) ||
      /^\s*(吗|款|装|鞋|式|朋友)/.test(after(text, match.index + match[0].length, 3))
    )
      continue
    return { isWoman: woman.test(match[1]), words: match[0].trim() }
  }
  if (/性别|先生还是|男士还是|男生还是|男的还是|女士还是|怎么称呼|贵姓|如何称呼/.test(asked)) {
    const answer = new RegExp(
      `^(?:我是|是|姓)?(?:${surname})?(男|女|先生|女士|小姐|男士|男的|女的|男生|女生)[的啊呢。,，!~ ]*($|[,，。 \\d])`,
      'u',
    ).exec(text)
    if (answer?.[1]) return { isWoman: woman.test(answer[1]), words: answer[0].trim() }
  }
  return undefined
}

const figure = '(\\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?)'

/** Whole years; of himself, not of a child or a product. */
export function findAge(lines: readonly Line[]): Finding[] {
  for (const line of lines.filter(({ isVisitor }) => isVisitor)) {
    const found = ageIn(line)
    if (found) return [{ field: 'age', value: String(found.age), said: line.said, words: found.words }]
  }
  return []
}

function ageIn({ text, asked, at }: Line): { age: number; words: string } | undefined {
  const isAsked =
    /年龄|多大|几岁|年纪|岁数|贵庚|哪年/.test(asked) && !/孩子|小孩|宝宝|儿子|女儿|老人|小朋友|学员/.test(asked)
  const patterns = [
    new RegExp(`年[龄纪]\\s*(?:是|:)?\\s*${figure}`),
    new RegExp(`(?:我|本人)(?:今年|现在|都|已经|也|快|马上|差不多|刚)*\\s*${figure}\\s*(?:周?岁|了|,|，|$)`),
    new RegExp(`(?:我|本人)[^。?]{0,14}[,，、 ](?:今年)?\\s*${figure}\\s*周?岁`),
    new RegExp(`(?:^|[,，、\\s])(?:今年|现年)\\s*${figure}\\s*(?:周?岁|了|$)`),
    new RegExp(`(?:男|女)(?:生|士|性)?\\s*[,，、 ]?\\s*${figure}\\s*周?岁?(?=$|[,，。\\s、])`),
    new RegExp(`^${figure}\\s*周?岁\\s*[,，、 ]?\\s*(?:男|女)`),
    ...(isAsked
      ? [
          new RegExp(
            `^(?:我|今年|是|快|刚|满)*\\s*${figure}\\s*(?:周?岁)?[的了啊吧呢,，。~ ]*($|[\\p{Script=Han}])`,
            'u',
          ),
        ]
      : []),
  ]
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    const age = match?.[1] === undefined ? undefined : smallNumber(match[1])
    if (!match || age === undefined || age < 6 || age > 110) continue
    if (others.test(before(text, match.index, 10)) || /孩子|儿子|女儿|爸|妈|老人/.test(match[0])) continue
    if (
      /^\s*(个|件|年|天|块|元|人|次|平|以[上下]|岁以|多块|斤|公斤|cm|码)/.test(
        after(text, match.index + match[0].length, 4),
      )
    )
      continue
    return { age, words: match[0].trim() }
  }
  const born = /(?:我|本人|^)(?:是)?\s*((?:19|20)?\d{2})年(?:的|生|出生)/.exec(text)
  if (!born?.[1] || others.test(before(text, born.index, 10))) return undefined
  const year = Number(born[1].length === 2 ? (Number(born[1]) > 25 ? `19${born[1]}` : `20${born[1]}`) : born[1])
  const age = at.getUTCFullYear() - year
  return age >= 6 && age <= 100 ? { age, words: born[0] } : undefined
}
