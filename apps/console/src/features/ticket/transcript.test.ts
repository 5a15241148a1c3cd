import type { Message, MessageBody } from '@youwen/contract'
import type { TFunction } from 'i18next'
import { expect, it } from 'vitest'
import { titleOf, transcriptOf } from './transcript.ts'

const clock = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
const t = ((key: string, values: Record<string, unknown> = {}) =>
  [key.split('.').at(-1), ...Object.values(values)].join(' ')) as unknown as TFunction
const message = (seq: number, from: Message['from'], body: MessageBody): Message => ({
  id: '0198a000-0000-7000-8000-000000000000',
  conversationId: '0198a000-0000-4000-8000-000000000001',
  seq,
  from,
  senderId: from === 'agent' ? 'lin' : null,
  body,
  at: '2026-11-22T04:05:00.000Z',
})
const text = (words: string): MessageBody => ({ type: 'text', text: words })
const written = (messages: readonly Message[]) => transcriptOf(messages, clock, '王女士', () => '林晓', t)

it('a transcript says who said what and when, and leaves out what only happened', () => {
  expect(
    written([
      message(1, 'visitor', text('退款呢')),
      message(2, 'system', { type: 'event', event: 'queued' }),
      message(3, 'agent', { type: 'file', fileId: 'f', name: '凭证.pdf', sizeBytes: 1, contentType: 'x' }),
    ]),
  ).toBe('[11/22 12:05] 王女士: 退款呢\n[11/22 12:05] 林晓: file 凭证.pdf')
})

it('of a long conversation it keeps the latest words, and says how many messages are missing', () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    message(index + 1, 'visitor', text(`${index} ${'长'.repeat(900)}`)),
  )
  const result = written(many)
  expect(result.length).toBeLessThan(18_200)
  expect(result).toMatch(/^cut 31\n/)
  expect(result).toContain('49 长')
})

it('a ticket is called by the visitor’s first words', () => {
  expect(titleOf([message(1, 'agent', text('您好')), message(2, 'visitor', text(' 灯  坏了 '))])).toBe('灯 坏了')
  expect(titleOf([])).toBe('')
})
