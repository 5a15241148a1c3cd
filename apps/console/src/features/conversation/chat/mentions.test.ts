import { expect, it } from 'vitest'
import { mentionBeingTyped, mentionedIn, partsWithMentions } from './mentions.ts'

const lin = { agentId: 'a1', name: '小林' }
const linlin = { agentId: 'a2', name: '小林林' }

it('finds who is named in a note; of two names that begin alike the longer one', () => {
  expect(partsWithMentions('请@小林林 看，@小林', [lin, linlin])).toEqual([
    { text: '请' },
    { text: '@小林林', agentId: 'a2' },
    { text: ' 看，' },
    { text: '@小林', agentId: 'a1' },
  ])
  expect(mentionedIn('@小林 @小林 @谁', [lin, linlin])).toEqual(['a1'])
  expect(mentionedIn('没有', [lin])).toEqual([])
  expect(partsWithMentions('@', [{ agentId: 'x', name: '' }])).toEqual([{ text: '@' }])
})

it('offers colleagues after an @, and not within an address', () => {
  expect(mentionBeingTyped('问问 @小', 5)).toEqual({ from: 3, words: '小' })
  expect(mentionBeingTyped('@', 1)).toEqual({ from: 0, words: '' })
  expect(mentionBeingTyped('@小林 好', 5)).toBeNull()
  expect(mentionBeingTyped('mail a@b.cn', 11)).toBeNull()
  expect(mentionBeingTyped('没有', 2)).toBeNull()
})
