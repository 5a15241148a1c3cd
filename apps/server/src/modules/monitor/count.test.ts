import { describe, expect, test } from 'vitest'
import type { TalkStep } from '../conversation/index.ts'
import { countTalk } from './count.ts'

/** `v0 lin7`: who did something in which second; `>lin3` is given to her then. */
const stepsOf = (script: string): TalkStep[] =>
  script.split(' ').map((word) => {
    const [, given, who = '', second] = /^(>?)([a-z]+)(\d+)$/.exec(word) ?? []
    const at = new Date(Number(second) * 1_000)
    if (given) return { kind: 'given', agentId: who === 'queue' ? null : who, at }
    if (who === 'v' || who === 'robot') return { kind: who === 'v' ? 'visitor' : 'robot', at }
    return { kind: 'agent', agentId: who, at }
  })
const counted = (script: string) =>
  countTalk(stepsOf(script), (at) => (at.getTime() < 86_400_000 ? 'monday' : 'tuesday')).map(
    ({ agentId, day, received, firstResponses, firstResponseMs, responses, responseMs }) =>
      `${agentId} ${day}: received ${received}, first ${firstResponses} in ${firstResponseMs / 1_000}, ${responses} in ${responseMs / 1_000}`,
  )

describe('what an agent did in a conversation', () => {
  test.each<[string, string, string[]]>([
    [
      'answers once however much is said in a row',
      '>lin0 v0 v5 lin7 lin9',
      ['lin monday: received 1, first 1 in 7, 1 in 7'],
    ],
    [
      'answers each turn of the visitor',
      '>lin0 v0 lin7 v10 lin13 v20',
      ['lin monday: received 1, first 1 in 7, 2 in 10'],
    ],
    ['has no answer to give where nobody asked', '>lin0 lin1 lin2', ['lin monday: received 1, first 0 in 0, 0 in 0']],
    ['who spoke first gave no first answer', '>lin0 lin1 v10 lin15', ['lin monday: received 1, first 0 in 0, 1 in 5']],
    ['is not blamed for the queue', 'v0 >queue0 >lin60 lin64', ['lin monday: received 1, first 1 in 4, 1 in 4']],
    [
      'is not blamed for a colleague either',
      '>lin0 v0 >chen100 chen103',
      ['lin monday: received 1, first 0 in 0, 0 in 0', 'chen monday: received 1, first 1 in 3, 1 in 3'],
    ],
    [
      'of two who speak the one who answered answered',
      '>lin0 v0 chen2 lin9',
      ['lin monday: received 1, first 0 in 0, 0 in 0', 'chen monday: received 0, first 1 in 2, 1 in 2'],
    ],
    [
      'what a robot answered is nobody’s',
      'v0 robot1 >lin2 v10 robot11 lin30 v40 lin44',
      ['lin monday: received 1, first 0 in 0, 1 in 4'],
    ],
    [
      'receives a conversation once a day',
      '>lin0 >queue5 >lin9 v10 lin12',
      ['lin monday: received 1, first 1 in 2, 1 in 2'],
    ],
    [
      'goes on the next day',
      '>lin0 v0 lin7 v86399 lin86402',
      ['lin monday: received 1, first 1 in 7, 1 in 7', 'lin tuesday: received 0, first 0 in 0, 1 in 3'],
    ],
  ])('%s', (_, script, expected) => expect(counted(script)).toEqual(expected))
})
