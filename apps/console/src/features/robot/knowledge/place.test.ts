import type { RobotNode } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import { byTopicOf, countIn, placeAfterDrop, topicOptions } from './place.ts'

const topic = (entryId: string, topicId: string | null = null): RobotNode => ({
  kind: 'topic',
  entryId,
  topicId,
  position: 1,
  title: entryId,
})
const question = (entryId: string, topicId: string | null = null): RobotNode => ({
  ...topic(entryId, topicId),
  kind: 'question',
  isEnabled: true,
  hitCount: 0,
  variantCount: 0,
})
const nodes = [
  topic('送货'),
  question('运费', '送货'),
  question('时间', '送货'),
  topic('上楼', '送货'),
  question('电话'),
]

describe('what is dragged in the tree of the robot', () => {
  it('comes to stand before, behind or in what it was dropped on', () => {
    expect(placeAfterDrop(nodes, { moved: '电话', onto: '时间', index: -1 })).toEqual({
      topicId: '送货',
      beforeId: '时间',
    })
    expect(placeAfterDrop(nodes, { moved: '电话', onto: '时间', index: 1 })).toEqual({
      topicId: '送货',
      beforeId: '上楼',
    })
    expect(placeAfterDrop(nodes, { moved: '电话', onto: '送货', index: null })).toEqual({
      topicId: '送货',
      beforeId: null,
    })
  })

  it('comes to stand behind a question that it was dropped into, and nowhere on itself', () => {
    expect(placeAfterDrop(nodes, { moved: '电话', onto: '运费', index: null })).toEqual({
      topicId: '送货',
      beforeId: '时间',
    })
    expect(placeAfterDrop(nodes, { moved: '电话', onto: '电话', index: null })).toBeUndefined()
  })

  it('is counted in its topics, and topics are named by their path', () => {
    const byTopic = byTopicOf([...nodes, question('无电梯', '上楼')])
    expect(countIn(byTopic, '送货')).toBe(3)
    expect(topicOptions(byTopic).map(({ label }) => label)).toEqual(['送货', '送货 / 上楼'])
  })
})
