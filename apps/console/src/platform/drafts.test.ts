import { createMemoryStorage } from '@youwen/sdk/storage'
import { expect, it } from 'vitest'
import { draftsOf } from './drafts.ts'

it('keeps what each agent at a computer has begun, and shows it to nobody else (D2.9)', () => {
  const storage = createMemoryStorage()
  const lin = draftsOf<string>('lin', 'message', storage)
  const chen = draftsOf<string>('chen', 'message', storage)
  lin.set('c1', '好的，我马上')
  expect(chen.get('c1')).toBeUndefined()
  chen.set('c1', '稍等')
  expect(lin.get('c1')).toBe('好的，我马上')
  // Another kind of draft of the same thing is another draft.
  expect(draftsOf('lin', 'transfer', storage).get('c1')).toBeUndefined()

  lin.set('c1', undefined)
  expect([lin.get('c1'), chen.get('c1')]).toEqual([undefined, '稍等'])
})

it('gives what all agents shared before to the first who comes, and to nobody after him', () => {
  const storage = createMemoryStorage()
  storage.setItem('youwen.console.draft:c1', '123')
  storage.setItem('youwen.console.draft:c1:note', '老客户')
  storage.setItem('youwen.console.ticket:comment:t1', '已联系')
  storage.setItem('youwen.console.ticket:new', '{"title":"补发配件"}')
  storage.setItem('youwen.console.card:v1', '{"name":{"value":"王女士"}}')
  storage.setItem('youwen.console.preferences', '{}')
  const of = <T>(agentId: string, ...[kind, key]: [Parameters<typeof draftsOf>[1], string]) =>
    draftsOf<T>(agentId, kind, storage).get(key)

  expect(of('lin', 'message', 'c1')).toBe('123')
  expect(of('lin', 'message', 'c1:note')).toBe('老客户')
  expect(of('lin', 'comment', 't1')).toBe('已联系')
  expect(of('lin', 'ticket', 'new')).toEqual({ title: '补发配件' })
  expect(of('lin', 'card', 'v1')).toEqual({ name: { value: '王女士' } })
  expect(of('chen', 'message', 'c1')).toBeUndefined()
  expect(storage.getItem('youwen.console.preferences')).toBe('{}')
  expect(storage.getItem('youwen.console.draft:c1')).toBeNull()
})

it('takes a storage that is full or holds something else for an empty one', () => {
  const storage = createMemoryStorage()
  storage.setItem('youwen.draft:lin:card:v1', 'not JSON')
  const full = { ...storage, length: 0, setItem: () => expect.unreachable.call(null) }
  expect(draftsOf('lin', 'card', storage).get('v1')).toBeUndefined()
  expect(() => draftsOf('lin', 'card', full).set('v1', { name: '王女士' })).not.toThrow()
})
