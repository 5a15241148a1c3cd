import { describe, expect, it } from 'vitest'
import { type KeyPress, meaningOf } from './keys.ts'

const enter = (more: Partial<KeyPress> = {}): KeyPress => ({
  key: 'Enter',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 13,
  ...more,
})

describe('Enter in the composer', () => {
  it('sends or breaks the line as the agent chose', () => {
    expect(meaningOf(enter(), 'enter')).toBe('send')
    expect(meaningOf(enter({ shiftKey: true }), 'enter')).toBeNull()
    expect(meaningOf(enter({ ctrlKey: true }), 'enter')).toBe('newline')
    expect(meaningOf(enter(), 'ctrl-enter')).toBeNull()
    expect(meaningOf(enter({ ctrlKey: true }), 'ctrl-enter')).toBe('send')
    expect(meaningOf(enter({ metaKey: true }), 'ctrl-enter')).toBe('send')
  })

  it('never sends while an input method is composing', () => {
    for (const sendWith of ['enter', 'ctrl-enter'] as const) {
      expect(meaningOf(enter({ isComposing: true, ctrlKey: true }), sendWith)).toBeNull()
      // Safari ends the composition before it tells of the key.
      expect(meaningOf(enter({ keyCode: 229, ctrlKey: true }), sendWith)).toBeNull()
    }
  })
})
