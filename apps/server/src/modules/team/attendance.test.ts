import type { AgentState } from '@youwen/contract'
import { describe, expect, test } from 'vitest'
import { attendanceOf } from './attendance.ts'

const minute = (at: number) => new Date(at * 60_000)
/** `-5 online, 10 busy`: minutes from the beginning of the day. */
const changes = (script: string) =>
  script
    .split(', ')
    .filter(Boolean)
    .map((one) => {
      const [at, state] = one.split(' ')
      return { agentId: 'lin', at: minute(Number(at)), state: state as AgentState }
    })

describe('how an agent spent the day', () => {
  test.each([
    ['', 'offline', 0, 0, 0],
    ['10 online', 'online', 10, 0, 0],
    ['-60 online', 'online', 0, 0, 0],
    ['-60 online, 30 offline', 'offline', 30, 30, 0],
    ['10 online, 20 busy, 25 online, 40 offline', 'offline', 40, 30, 5],
    ['10 online, 20 away, 30 invisible, 50 busy', 'busy', 50, 40, 0],
    ['-60 busy, 15 online', 'online', 15, 15, 15],
    ['-60 offline, 15 online, 20 offline, 100 online', 'online', 100, 5, 0],
  ])('%s', (script, state, since, online, busy) =>
    expect(attendanceOf(changes(script), minute(0))).toEqual({
      state,
      since: minute(since),
      onlineMs: online * 60_000,
      busyMs: busy * 60_000,
    }),
  )
})
