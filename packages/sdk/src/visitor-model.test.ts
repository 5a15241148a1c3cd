import { expect, it } from 'vitest'
import { message, visitorConversation, visitorId, welcome } from './testing/things.ts'
import { applyVisitorFrame, emptyVisitorModel, withOwnMessage } from './visitor-model.ts'

it('a visitor who speaks has read what was before, also when he is told of his conversation only after that', () => {
  const greeted = applyVisitorFrame(emptyVisitorModel('chat'), welcome())
  const mine = (seq: number) => message(seq, { from: 'visitor', senderId: visitorId })
  const spoken = [mine(1), message(2), mine(3)].reduce(withOwnMessage, greeted)
  const told = visitorConversation({ lastSeq: 3, visitorReadSeq: 1 })
  const model = applyVisitorFrame(spoken, { type: 'conversation', conversation: told })
  expect(model.conversation).toMatchObject({ visitorReadSeq: 3, lastSeq: 3 })
})
