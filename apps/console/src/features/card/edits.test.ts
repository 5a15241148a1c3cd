import type { Card, CardField } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import { formatPhone } from '../../platform/phone.ts'
import { afterSave, changesOf, conflictsOf, keepMine, onlyOf, shownValue, withEdit } from './edits.ts'

const card = (values: Card['values']): Card => ({ visitorId: 'v', values, savedAt: null, savedBy: '', linked: [] })
const field = (fieldId: string, kind: CardField['kind'] = 'text'): CardField => ({
  fieldId,
  builtIn: null,
  kind,
  name: fieldId,
  options: [],
  isRequired: false,
  isUnique: false,
  roleIds: [],
  isEnabled: true,
  position: 0,
})

describe('an agent who fills in a card', () => {
  it('changes only what differs from what is saved', () => {
    const saved = card({ note: '老客户' })
    const edited = withEdit({}, saved, field('note'), '新客户')
    expect(changesOf(edited)).toEqual([{ fieldId: 'note', was: '老客户', value: '新客户' }])
    expect(withEdit(edited, saved, field('note'), '老客户')).toEqual({})
    const emptied = withEdit({}, saved, field('note'), '')
    expect(changesOf(emptied)).toEqual([{ fieldId: 'note', was: '老客户', value: null }])
    expect(shownValue(saved, emptied, field('note'))).toBeNull()
  })

  it('has not changed a phone by looking at it as it is shown', () => {
    const saved = card({ phone: '+8613800138000' })
    expect(withEdit({}, saved, field('phone', 'phone'), '138 0013 8000')).toEqual({})
  })

  it('is told of a field that somebody else changed meanwhile, and of no other', () => {
    const before = card({ note: 'a', age: '1' })
    const edits = withEdit(withEdit({}, before, field('note'), 'mine'), before, field('age'), '2')
    const now = card({ note: 'theirs', age: '1' })
    expect(conflictsOf(now, edits)).toEqual(['note'])
    expect(conflictsOf(now, keepMine(edits, now, 'note'))).toEqual([])
    expect(conflictsOf(card({ note: 'mine', age: '1' }), edits)).toEqual([])
  })

  it('loses nothing of a draft but what is in a field that is gone', () => {
    const edits = withEdit(withEdit({}, card({}), field('note'), 'a'), card({}), field('gone'), 'b')
    expect(Object.keys(onlyOf(edits, [field('note')]))).toEqual(['note'])
    expect(onlyOf(edits, [field('note'), field('gone')])).toBe(edits)
  })

  it('keeps what he typed on while it was being saved', () => {
    const saved = card({})
    const sent = withEdit({}, saved, field('note'), 'one')
    const typedOn = withEdit(sent, saved, field('note'), 'one two')
    const now = card({ note: 'one' })
    expect(afterSave(typedOn, sent, now)).toEqual({ note: { was: 'one', value: 'one two' } })
    expect(afterSave(sent, sent, now)).toEqual({})
  })
})

it.each([
  ['+8613800138000', '138 0013 8000'],
  ['+8657187654321', '0571-87654321'],
  ['+861065881234;ext=8012', '010-65881234 #8012'],
  ['+14155552671', '+14155552671'],
])('%s is shown as %s', (number, shown) => expect(formatPhone(number)).toBe(shown))
