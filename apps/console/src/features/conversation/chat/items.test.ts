import { describe, expect, it } from 'vitest'
import { shown } from '../testing/things.ts'
import { isSameItem, itemsOf } from './items.ts'

const clock = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
const at = (iso: string) => ({ at: iso })
const types = (messages: Parameters<typeof itemsOf>[1]) => itemsOf(clock, messages).map((item) => item.type)

describe('what stands in the chat', () => {
  it('groups consecutive messages of one sender', () => {
    const items = itemsOf(clock, [shown(1), shown(2), shown(3, { from: 'agent', senderId: 'a1' })])
    expect(items.flatMap((item) => (item.type === 'message' ? [[item.isFirst, item.isLast]] : []))).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ])
  })

  it('says the time again after five minutes of silence', () => {
    const early = shown(1, at('2026-11-22T08:00:00.000Z'))
    expect(types([early, shown(2, at('2026-11-22T08:04:59.000Z'))])).toEqual(['day', 'time', 'message', 'message'])
    expect(types([early, shown(2, at('2026-11-22T08:05:00.000Z'))])).toEqual([
      'day',
      'time',
      'message',
      'time',
      'message',
    ])
  })

  it('begins a new day at midnight of the company, not of Greenwich', () => {
    const before = shown(1, at('2026-11-22T15:59:00.000Z'))
    const after = shown(2, at('2026-11-22T16:00:00.000Z'))
    expect(types([before, after])).toEqual(['day', 'time', 'message', 'day', 'message'])
  })

  it('marks where another conversation with the visitor began', () => {
    const next = shown(1, { id: 'next', conversationId: 'c2' })
    expect(types([shown(1), next])).toContain('start')
  })

  it('keeps what is on its way in the group of what was said', () => {
    const mine = { from: 'agent', senderId: 'a1' } as const
    const sending = shown(9, {
      ...mine,
      id: 'sending',
      seq: null,
      conversationId: null,
      delivery: { status: 'sending' },
    })
    const items = itemsOf(clock, [shown(8, mine), sending])
    expect(items.at(-1)).toMatchObject({ type: 'message', isFirst: false })
  })

  it('breaks a group where something happened to the conversation', () => {
    const event = shown(2, { from: 'system', senderId: null, body: { type: 'event', event: 'queued' } })
    const items = itemsOf(clock, [shown(1), event, shown(3)])
    expect(items.flatMap((item) => (item.type === 'message' ? [item.isFirst] : []))).toEqual([true, true])
  })

  it('draws a message again when it becomes the first or the last of its group, or another, and else not', () => {
    const [one, two, three] = [shown(1), shown(2), shown(3)]
    const itemOf = (messages: Parameters<typeof itemsOf>[1]) =>
      itemsOf(clock, messages).find(({ key }) => key === two.id)
    const alone = itemOf([two])
    const last = itemOf([one, two])
    const between = itemOf([one, two, three])
    const blank = itemOf([one, { ...two, body: { type: 'recalled' } }])
    if (!alone || !last || !between || !blank) throw new Error('It is there.')
    expect([isSameItem(last, itemOf([one, two]) ?? alone), isSameItem(alone, last)]).toEqual([true, false])
    expect([isSameItem(last, between), isSameItem(last, blank)]).toEqual([false, false])
  })
})
