import type { Colleague } from '@youwen/contract'
import { expect, it } from 'vitest'
import { receiversOf } from './receivers.ts'

const colleague = (agentId: string, more: Partial<Colleague> = {}): Colleague => ({
  agentId,
  name: agentId,
  nickname: agentId,
  avatarUrl: null,
  groupIds: [],
  state: 'online',
  load: 0,
  capacity: 10,
  ...more,
})
const everybody = [
  colleague('离线', { state: 'offline' }),
  colleague('忙碌', { state: 'busy' }),
  colleague('满载', { load: 10 }),
  colleague('空闲', { load: 1 }),
  colleague('我'),
]
const group = { groupId: 'g', parentId: null, name: '售前', leaderId: null, memberIds: ['空闲', '离线'] }

it('offers first who can answer soonest, and nobody who is not there', () => {
  const { colleagues } = receiversOf(everybody, [], { except: '我', words: '' })
  expect(colleagues.map(({ agentId }) => agentId)).toEqual(['空闲', '满载', '忙碌'])
})

it('says how many of a group are online', () => {
  expect(receiversOf(everybody, [group], { except: '我', words: '售' }).groups).toEqual([{ group, online: 1 }])
})
