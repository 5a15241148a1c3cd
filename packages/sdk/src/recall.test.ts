import type { Quote } from '@youwen/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agentId, message } from './testing/things.ts'
import { receive, startTimeline } from './timeline.ts'

const conversationId = message(1).conversationId
const quoteOf = (seq: number): Quote => ({
  messageId: message(seq).id,
  conversationId,
  seq,
  from: 'agent',
  senderId: agentId,
  type: 'text',
  text: `第 ${seq} 句`,
})

/** What was told as it happened: 2 is quoted by 3 and recalled by 4; 5 goes on. */
const told = [
  message(1),
  message(2),
  message(3, { body: { type: 'text', text: '为什么', quote: quoteOf(2) } }),
  message(4, {
    from: 'system',
    senderId: null,
    body: { type: 'event', event: 'recalled', messageId: message(2).id, by: 'agent', agentId, isNote: false },
  }),
  message(5),
]
/** What somebody sees who has just reloaded: the server has blanked it. */
const reloaded = told.map((each) => {
  if (each.seq === 2) return { ...each, body: { type: 'recalled' } as const }
  if (each.seq !== 3) return each
  return { ...each, body: { ...each.body, quote: { ...quoteOf(2), type: 'recalled', text: '' } } }
})

it('forgets what was recalled, in whatever order and mixture of old and new copies it arrives', () => {
  const copies = [...told.map((_, index) => [told[index], reloaded[index]] as const)]
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(4), fc.boolean()), { maxLength: 20 }),
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      (noise, rest) => {
        let timeline = startTimeline(conversationId, [], false)
        for (const [index, isNew] of [...noise, ...rest.map((index) => [index, false] as const)]) {
          const copy = copies[index]?.[isNew ? 1 : 0]
          if (copy) timeline = receive(timeline, [copy] as never)
        }
        expect(timeline.messages).toEqual(reloaded)
        expect(timeline.ahead).toEqual([])
      },
    ),
  )
})
