import { writtenDigits } from './digits.ts'
import { phonesOf } from './phone.ts'
import type { Finding, Line } from './talk.ts'

const wants =
  /想(?!法|到|起|来)[\p{Script=Han}]|想(要|买|问|咨询|了解|订|定|租|学|做|约|报|换|退|找|看|装|开|办|预约|报名|请|去|改|修|查)|需要|要(买|订|定|做|退|换|租|装|报|办|修|开|查|一)|咨询|了解(一下|下)?|有没有|有(卖|做|没|货)|多少钱|什么价|价格|报价|怎么(卖|收费|买|办|报名|预约|申请|安装|用|退|换|弄|操作|开)|能不能|可不可以|可以(做|定|开|退|换|修|办|上门)|能(做|定|开|退|换|修|办|上门)|打算|准备(买|装|做|学|换)|求(购|推荐)|推荐(一?下|一?款|个|哪)|帮我|预约|报名|退货|退款|换货|维修|投诉|加盟|代理|合作|开票|开发票|请问|哪(款|种|个)|支持|坏了|故障|没收到|没到|怎么还|尺寸|型号/u
const onlyContact = /(电话|手机|微信|联系|加我|号码|qq|邮箱|姓名|地址|称呼|怎么联系|发我|人工|在吗)/i

/** What he came for: the first thing he asked or wanted, in his words, without how he can be reached. */
export function findNeed(lines: readonly Line[]): Finding[] {
  const numbers = phonesOf(lines).map(({ words }) => words)
  const saysHow = (clause: string) =>
    isContact(clause) || numbers.some((words) => writtenDigits(clause).includes(words.trim()))
  for (const line of lines.filter(({ isVisitor, asked }) => isVisitor && !asksWhen.test(asked))) {
    for (const sentence of line.text.replaceAll('网址', ' ').split(/(?<=\?)|[。!\n;]/)) {
      const clauses = sentence.split(/[,，]|\s+(?=\p{Script=Han})/u).filter((clause) => !saysHow(clause))
      const value = strip(clauses.join('，').trim())
      if (value.length < 4 || !(wants.test(value) || value.split('，').some((clause) => asks.test(clause)))) continue
      return [{ field: 'need', value: value.slice(0, 200), said: line.said, words: sentence.trim() }]
    }
  }
  return []
}

const asksWhen = /预约哪|什么时候|几点|哪天|周几/
const asks = /(吗|呢|么|没|没有)[?~ ]*$|几天|几点|几号|多少|多久|哪里|什么|怎么|到哪/
const aboutHimself = /^(我?姓.{1,3}|我叫.{2,4}|先生|女士|小姐|男|女|人在.{2,6})$/
const isContact = (clause: string) =>
  aboutHimself.test(clause.trim()) || (onlyContact.test(clause) && clause.length < 16 && !/收费|价|钱/.test(clause))

const opening =
  /^(你好|您好|哈喽|hello|hi|嗨|在吗|在不在|有人吗|有人在吗|亲|老板|客服|请问一下|请问下|请问|麻烦问一下|麻烦问下|问一下|问下|想问一下|想问下|想问问|想问|那个|链接)[呀啊哦,，.!?~ 、]*/i

function strip(sentence: string): string {
  const rest = sentence.replace(opening, '').trim()
  return rest === sentence ? rest.replace(/[,，.?~ ]+$/, '') : strip(rest)
}
