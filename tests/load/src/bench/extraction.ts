import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type ExtractedField,
  extractedFields,
  readByRules,
  type Said,
} from '../../../../apps/server/src/modules/card/extract/index.ts'
import { type Bench, type Row, rowOf } from '../row.ts'

const folder = fileURLToPath(new URL('../../../fixtures/extraction/', import.meta.url))
/** Every conversation of the fixtures takes place then; it was a Wednesday. */
const startedAt = Date.parse('2026-11-25T02:00:00Z')

interface Case {
  readonly file: string
  readonly talk: readonly Said[]
  readonly expected: readonly { readonly field: ExtractedField; readonly value: string }[]
}

/** What was promised for the field that matters most. The others have no budget yet: their figures are shown. */
const phoneBudget = { precision: 0.97, recall: 0.95 }

export const extraction: Bench = {
  name: 'extraction',
  what: 'how much of what visitors say of themselves is found, and how much of what is found is right',
  async run() {
    return ['tuned', 'held-out'].flatMap((part) => rowsOf(part, readCases(part)))
  },
}

function readCases(part: string): Case[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(part) && name.endsWith('.txt'))
    .flatMap((file) =>
      readFileSync(folder + file, 'utf8')
        .split(/\n\s*\n/)
        .filter((text) => text.trim() !== '')
        .map((text) => readCase(file, text)),
    )
}

/** `V:` says the visitor, `A:` the agent, `=` what is to be found; any other line goes on with the one before. */
function readCase(file: string, text: string): Case {
  const talk: Said[] = []
  const expected: { field: ExtractedField; value: string }[] = []
  for (const line of text.trim().split('\n')) {
    const [, mark, rest = ''] = /^(V:|A:|=) ?(.*)$/.exec(line) ?? []
    const last = talk.at(-1)
    if (mark === '=') {
      const [, field, value] = /^(\w+) (.+)$/.exec(rest) ?? []
      const known = extractedFields.find((name) => name === field)
      if (known && value) expected.push({ field: known, value: comparable(value) })
    } else if (mark) {
      const at = new Date(startedAt + talk.length * 20_000)
      talk.push({ from: mark === 'V:' ? 'visitor' : 'agent', text: rest, at })
    } else if (last) talk[talk.length - 1] = { ...last, text: `${last.text}\n${line}` }
  }
  return { file, talk, expected }
}

interface Outcome {
  readonly field: ExtractedField
  readonly found: readonly string[]
  readonly expected: readonly string[]
  readonly right: number
}

function outcomeOf({ talk, expected }: Case): Outcome[] {
  const findings = readByRules(talk, { timeZone: 'Asia/Shanghai' })
  return extractedFields.map((field) => {
    const found = findings.filter((one) => one.field === field).map(({ value }) => comparable(value))
    const wanted = expected.filter((one) => one.field === field).map(({ value }) => value)
    return {
      field,
      found,
      expected: wanted,
      right: found.filter((one) => wanted.some((each) => isSame(field, one, each))).length,
    }
  })
}

function rowsOf(part: string, cases: readonly Case[]): Row[] {
  const outcomes = cases.flatMap(outcomeOf)
  return extractedFields.map((field) => {
    const mine = outcomes.filter((one) => one.field === field)
    const sum = (of: (outcome: Outcome) => number) => mine.reduce((total, one) => total + of(one), 0)
    const right = sum((one) => one.right)
    const precision = share(
      right,
      sum((one) => one.found.length),
    )
    const recall = share(
      right,
      sum((one) => one.expected.length),
    )
    const hasBudget = field === 'phone'
    return rowOf({
      name: `extraction ${field}, ${part}`,
      value: recall,
      unit: 'recall',
      budget: hasBudget ? `recall >= ${phoneBudget.recall}, precision >= ${phoneBudget.precision}` : '-',
      met: !hasBudget || (recall >= phoneBudget.recall && precision >= phoneBudget.precision),
      notes: [
        `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; ${right} right of ${sum((one) => one.found.length)} found and ${sum((one) => one.expected.length)} said, in ${cases.length} conversations`,
      ],
    })
  })
}

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)

/** A number of China with and without its country is the same; punctuation and spaces say nothing. */
const comparable = (value: string) =>
  value
    .normalize('NFKC')
    .replace(/^\+86(?=1\d{10}$)/, '')
    .trim()

/** A need is right when it is the same sentence, whatever stands around it. */
function isSame(field: ExtractedField, found: string, expected: string): boolean {
  if (field !== 'need') return found === expected
  const [a, b] = [found, expected].map((text) => text.replace(/[\s,.?!;:，。？！、]/g, '')) as [string, string]
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.includes(short) && short.length >= long.length * 0.6
}
