import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { getWordCutter } from '../../../platform/words/index.ts'
import { demoKnowledge } from '../../../seed/demo-knowledge.ts'
import { defaultSettings } from '../defaults.ts'
import { chosenOf, type Decision, decide, offeredOf, wantsPerson } from './decide.ts'
import { createFinder } from './find.ts'
import { casesIn, knowledgeIn, qualityOf } from './quality.testing.ts'
import { createReader, type Language, type Terms } from './terms.ts'

const settings = defaultSettings('zh-CN')
const noWords: Language = { synonyms: [], stopWords: [] }

type Known = readonly { readonly title: string; readonly variants?: readonly string[]; readonly answer?: string }[]

let readerOf: (language?: Language) => (text: string) => Terms
async function robot(known: Known, language: Language = noWords) {
  const read = readerOf(language)
  const find = await createFinder(
    known.map(({ title, variants = [], answer = '' }) => ({
      entryId: title,
      title,
      phrasings: [title, ...variants].map((text) => ({ text, terms: read(text) })),
      answer: read(answer),
    })),
  )
  return (text: string): Decision => decide(text, settings, { read, find })
}
const best = ({ outcome, candidates }: Decision) => [outcome, candidates[0]?.title]

beforeAll(async () => {
  const cutter = await getWordCutter({ guesses: false })
  readerOf = (language = noWords) => createReader(cutter, language)
})

describe('what a robot makes of a text (D2.7)', () => {
  const known = [
    { title: '下单后多久能送到？', variants: ['几天到货'] },
    { title: '可以退货吗？', answer: '签收起一百天内都可以' },
    { title: '沙发多少钱？' },
    { title: '餐桌多少钱？' },
  ]

  it('answers its title or another way to ask it, whatever signs, widths and cases are around it', async () => {
    const ask = await robot([...known, { title: 'USB 接口在哪？' }])
    for (const text of ['几天到货', '几天 到货？？', '下单后多久能送到'])
      expect(best(ask(text))).toEqual(['answer', '下单后多久能送到？'])
    expect(best(ask('ｕｓｂ接口在哪'))).toEqual(['answer', 'USB 接口在哪？'])
  })

  it('asks back where one word fits several, and offers no more than four', async () => {
    const ask = await robot([...known, ...['灯', '床', '柜子'].map((what) => ({ title: `${what}多少钱？` }))])
    const decision = ask('多少钱啊')
    expect(decision.outcome).toBe('menu')
    expect(offeredOf(decision, settings)).toHaveLength(4)
  })

  it('knows nothing of what shares no word, or has nothing to know', async () => {
    expect((await robot(known))('明天会下雨吗').outcome).toBe('unknown')
    expect((await robot([]))('多久能送到').outcome).toBe('unknown')
  })

  it('takes the company’s synonyms for one word, and its stop words for none', async () => {
    const sofa = [{ title: '沙发套能洗吗？' }, { title: '被套能洗吗？' }]
    const synonyms = await robot(sofa, { synonyms: [['沙发套', '罩衣']], stopWords: [] })
    expect(best(synonyms('罩衣能洗吗'))).toEqual(['answer', '沙发套能洗吗？'])
    const read = readerOf({ synonyms: [], stopWords: ['云舟'] })
    expect([...read('云舟的沙发').words.keys()]).toEqual(['沙发'])
  })

  it('understands a choice by its number as well', () => {
    const choices = ['沙发多少钱？', '餐桌多少钱？', '转人工']
    for (const text of ['2', '２', '二', '第二个', '选2', '2.']) expect(chosenOf(text, choices)).toBe('餐桌多少钱？')
    expect(chosenOf('3', choices)).toBe('转人工')
    for (const text of ['7', '2 米长的有吗', '20']) expect(chosenOf(text, choices)).toBe(text)
  })

  it('does not answer what something costs with how long it takes', async () => {
    const ask = await robot([{ title: '牙套要戴多久？' }, { title: '种植牙价格' }])
    expect(ask('牙套多少钱').outcome).not.toBe('answer')
    expect(best(ask('牙套戴几年'))).toEqual(['answer', '牙套要戴多久？'])
  })

  it.each([
    '转人工',
    '人工',
    '我要找真人',
    '能不能转接人工客服',
    '不想跟机器人聊，转人工',
    '人工服务！',
    '我要跟真人说',
    '不要机器人',
    'Can I talk to a human?',
  ])('hands over whoever says %s', (text) => expect(wantsPerson(text, settings.personWords)).toBe(true))
  it.each(['人工费多少钱', '你们是人工做的吗', '人工客服几点上班', '真人模特身高', 'Is it made by humans?'])(
    'does not take %s for the wish for a person',
    (text) => expect(wantsPerson(text, settings.personWords)).toBe(false),
  )

  it.each([
    ['你好', 'greeting'],
    ['在吗？', 'greeting'],
    ['？？', 'greeting'],
    ['👍', 'greeting'],
    ['好的 谢谢您', 'thanks'],
    ['嗯嗯', 'thanks'],
  ])('knows that %s asks nothing', async (text, outcome) => expect((await robot(known))(text).outcome).toBe(outcome))
})

describe('how well it does on what visitors of a shop, a clinic and a school write', () => {
  const lines = (name: string) =>
    readFileSync(new URL(`../../../../../../tests/fixtures/robot/${name}.txt`, import.meta.url), 'utf8')
  const fixture = (name: string) => casesIn(lines(name))
  const shop = demoKnowledge.flatMap(({ questions }) => questions)
  const knownOf = (name: string) =>
    name === 'clinic' || name === 'school' ? knowledgeIn(lines(`${name}-knowledge`)) : shop
  const measure = async (name: string) => qualityOf(fixture(name), settings, await robot(knownOf(name)))
  const sets = ['tuned', 'held-out', 'clinic', 'school']

  it('has enough to measure, each naming a question that there is', () => {
    const titles = new Set(sets.flatMap(knownOf).map(({ title }) => title))
    const cases = sets.flatMap(fixture)
    expect(titles.size).toBeGreaterThanOrEqual(40)
    expect(cases.length).toBeGreaterThanOrEqual(150)
    const unknown = cases.filter(({ means }) => means !== null && means !== 'person' && !titles.has(means.title))
    expect(unknown).toEqual([])
  })

  it.each([
    ['tuned', { top1: 0.96, helped: 0.96, wrong: 0.01, handOverPrecision: 0.9 }],
    ['held-out', { top1: 0.88, helped: 0.9, wrong: 0.04, handOverPrecision: 0.72 }],
    ['clinic', { top1: 0.73, helped: 0.83, wrong: 0.06, handOverPrecision: 0.7 }],
    ['school', { top1: 0.72, helped: 0.72, wrong: 0.06, handOverPrecision: 0.4 }],
  ])('keeps what was reached on %s', async (name, reached) => {
    const { top1, helped, wrong, handOverPrecision, faults } = await measure(name)
    const said = JSON.stringify(faults)
    expect(top1, said).toBeGreaterThanOrEqual(reached.top1)
    expect(helped, said).toBeGreaterThanOrEqual(reached.helped)
    expect(wrong, said).toBeLessThanOrEqual(reached.wrong)
    expect(handOverPrecision, said).toBeGreaterThanOrEqual(reached.handOverPrecision)
  })
})
