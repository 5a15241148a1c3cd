import type { AssistantTask } from '@youwen/contract'
import { z } from 'zod'
import type { ExtractedField, Finding, Said } from '../../card/index.ts'
import type { Ask } from '../ask.ts'
import { jsonOf } from '../provider.ts'
import { extractPrompt } from './prompts.ts'

/** Numbers and addresses are hidden from the model, and the rules read them better anyway. */
const readable = {
  name: '姓名',
  gender: '性别',
  age: '年龄',
  region: '地区',
  appointment: '预约时间',
  need: '需求',
} as const satisfies Partial<Record<ExtractedField, string>>
type Readable = keyof typeof readable
const fieldOf = new Map(Object.entries(readable).map(([field, name]) => [name, field as Readable]))

/** What has to stand in the line that it is said to come from: these are copied, the others understood. */
const literal: ReadonlySet<Readable> = new Set(['name', 'age'])

/** An agent waits for it with his form open. */
const patienceMs = 8_000
const maxLines = 120

const Answer = z.record(
  z.string(),
  z.object({ value: z.union([z.string(), z.number()]).transform(String), line: z.coerce.number().int() }),
)

/** Finds nothing when it is off, down, slow or talks nonsense: then the rules have to do. */
export const createReader =
  ({ ask, tasks }: { ask: Ask; tasks: (companyId: string) => Promise<readonly AssistantTask[]> }) =>
  async (companyId: string, talk: readonly Said[], wanted: ReadonlySet<string>): Promise<Finding[]> => {
    const fields = [...fieldOf].filter(([, field]) => wanted.has(field))
    const first = Math.max(0, talk.length - maxLines)
    const lines = talk.slice(first)
    if (fields.length === 0 || lines.length === 0 || !(await tasks(companyId)).includes('extract')) return []
    const said = lines
      .map(
        ({ from, text }, index) =>
          `${index + 1} ${from === 'visitor' ? '访客' : '客服'}：${text.replaceAll('\n', ' ')}`,
      )
      .join('\n')
    const system = extractPrompt(fields.map(([name]) => name))
    try {
      return await ask(
        companyId,
        { task: 'extract', system, said, maxTokens: 400, timeoutMs: patienceMs },
        (answer, mask) => {
          const found = Answer.parse(jsonOf(answer))
          return fields.flatMap(([name, field]): Finding[] => {
            const one = found[name]
            const line = one && lines[one.line - 1]
            const value = mask.restore(one?.value ?? '').trim()
            if (!one || !line || value === '' || (literal.has(field) && !line.text.includes(value))) return []
            return [{ field, value, said: first + one.line - 1, words: line.text.includes(value) ? value : line.text }]
          })
        },
      )
    } catch {
      return []
    }
  }
