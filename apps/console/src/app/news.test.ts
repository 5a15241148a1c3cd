import type { Conversation } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import { conversation } from '../features/conversation/testing/things.ts'
import { newsBetween } from './news.ts'

const inbox = (...conversations: Conversation[]) => new Map(conversations.map((each) => [each.conversationId, each]))
const queued = conversation({ status: 'queued', agentId: null })
const mine = conversation({ agentId: 'me' })
const kinds = (before: Map<string, Conversation>, after: Map<string, Conversation>) =>
  newsBetween(before, after, 'me').map(({ kind }) => kind)

describe('what is worth a sound', () => {
  it('is somebody who begins to wait', () => expect(kinds(inbox(), inbox(queued))).toEqual(['waiting']))
  it('is a conversation that was given to me, new or handed over', () => {
    expect(kinds(inbox(), inbox(mine))).toEqual(['received'])
    expect(kinds(inbox({ ...mine, agentId: 'colleague' }), inbox(mine))).toEqual(['received'])
  })
  it('is what the robot hands over to me, and nothing that it answers for me (D2.7)', () => {
    const held = { ...mine, isInCustody: true }
    expect(kinds(inbox(), inbox(held))).toEqual([])
    expect(kinds(inbox(held), inbox({ ...mine, handedOver: 'asked' }))).toEqual(['received'])
    expect(kinds(inbox(held), inbox(mine))).toEqual([])
  })
  it('is nothing that merely changed', () => {
    expect(kinds(inbox(queued), inbox({ ...queued, lastSeq: 9 }))).toEqual([])
    expect(kinds(inbox(mine), inbox({ ...mine, waitingSince: mine.startedAt }))).toEqual([])
  })
})
