import type { CardField, CardSuggestion, Message } from '@youwen/contract'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { Extractor, Finding } from '../extract/index.ts'
import { isSame, normalise } from '../values.ts'
import type { Collaborators } from './collaborators.ts'
import type { FieldService } from './fields.ts'

const excerptLength = 60

export interface SuggestionParts {
  readonly extract: Extractor
  readonly fields: Pick<FieldService, 'seenBy'>
  readonly collaborators: Pick<Collaborators, 'mustSee' | 'messagesWith' | 'timeZoneOf' | 'readFurther'>
}

/** 智能抽取: what was said, as values for the form. Nothing is saved: the agent confirms each. */
export function createSuggestionService({ extract, fields, collaborators }: SuggestionParts) {
  return {
    async of(agent: AgentCaller, visitorId: string): Promise<CardSuggestion[]> {
      await collaborators.mustSee(agent, visitorId)
      const said = (await collaborators.messagesWith(agent, visitorId)).flatMap((message) => wordsOf(message))
      const talk = said.map(({ from, text, message }) => ({ from, text, at: new Date(message.at) }))
      const byRules = await extract(talk, { timeZone: await collaborators.timeZoneOf(agent.companyId) })
      const form = await fields.seenBy(agent)
      const missing = new Set(form.flatMap(({ builtIn }) => (builtIn ? [builtIn] : [])))
      for (const { field } of byRules) missing.delete(field)
      const byAssistant = await collaborators.readFurther(agent.companyId, talk, missing)
      const findings = [
        ...byRules.map((finding) => ({ ...finding, by: 'rules' as const })),
        ...byAssistant.map((finding) => ({ ...finding, by: 'assistant' as const })),
      ]
      const suggestions = findings.flatMap((finding): CardSuggestion[] => {
        const field = form.find(({ builtIn }) => builtIn === finding.field)
        const source = said[finding.said]
        const value = field && valueFor(field, finding)
        if (!value || !source) return []
        const { conversationId, seq, at } = source.message
        return [
          {
            fieldId: field.fieldId,
            value,
            by: finding.by,
            source: { conversationId, seq, at, excerpt: excerptOf(source.text, finding.words) },
          },
        ]
      })
      return suggestions.filter(
        (one, at) =>
          suggestions.findIndex((other) => other.fieldId === one.fieldId && isSame(other.value, one.value)) === at,
      )
    },
  }
}

function wordsOf(message: Message) {
  const { from, body } = message
  if (body.type !== 'text' || (from !== 'visitor' && from !== 'agent')) return []
  return [{ from, text: body.text, message } as const]
}

/** As the field keeps it. A choice takes the option that means it: 女 is also 女士 or Female. */
function valueFor(field: CardField, { field: name, value }: Finding) {
  const meant = name === 'gender' ? (value === '女' ? /^(女|f|w)/i : /^(男|m)/i) : undefined
  const given = meant ? (field.options.find((option) => meant.test(option)) ?? null) : value
  const read = normalise(field, given)
  return 'fault' in read ? null : read.value
}

/** The message, or what stands around the words when it is long. */
function excerptOf(text: string, words: string): string {
  if (text.length <= excerptLength) return text
  const at = Math.max(0, text.indexOf(words.slice(0, 8)))
  const start = Math.max(0, Math.min(at - 15, text.length - excerptLength))
  const cut = text.slice(start, start + excerptLength).toWellFormed()
  return `${start > 0 ? '…' : ''}${cut}${start + excerptLength < text.length ? '…' : ''}`
}
