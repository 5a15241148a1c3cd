import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FeedListener } from './agent.ts'
import { follow } from './follow.ts'

type Frame = Parameters<FeedListener<'agents'>['changed']>[0]
type Model = Readonly<Record<string, number>>

/** A server whose figures grow, whose picture takes its time, and which tells every change to whoever watches. */
function startWorld() {
  const truth: Record<string, number> = { lin: 0, chen: 0 }
  let listener: FeedListener<'agents'> | undefined
  let answer: (() => void) | undefined
  let fails = false
  const followed = follow<'agents', Model>({
    client: {
      follow: (_, given) => {
        listener = given as unknown as FeedListener<'agents'>
        return () => {
          listener = undefined
        }
      },
    },
    feed: 'agents',
    empty: {},
    fetch: () =>
      new Promise((resolve, reject) => {
        const read = { ...truth }
        answer = () => (fails ? reject(new Error('away')) : resolve(read))
      }),
    apply: (model, frame) => {
      const next = { ...model }
      for (const { agentId, load } of frame.changed) if (agentId in next) next[agentId] = load ?? 0
      return next
    },
  })
  return {
    followed,
    truth,
    connect: () => listener?.started(),
    grow(agentId: string) {
      truth[agentId] = (truth[agentId] ?? 0) + 1
      listener?.changed({ type: 'agents', changed: [{ agentId, load: truth[agentId] }] } as Frame)
    },
    async answer(failing = false) {
      fails = failing
      answer?.()
      answer = undefined
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}

it('shows what somebody sees who has just come, whatever happened while the picture was fetched (RT35)', async () => {
  const step = fc.constantFrom('grow lin', 'grow chen', 'answer', 'fail', 'reconnect')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const world = startWorld()
      world.connect()
      for (const each of steps) {
        if (each.startsWith('grow')) world.grow(each.slice(5))
        else if (each === 'reconnect') world.connect()
        else await world.answer(each === 'fail')
      }
      world.followed.refresh()
      world.grow('lin')
      await world.answer()
      expect(world.followed.state).toEqual({ model: world.truth, status: 'live' })
      world.followed.close()
    }),
    { numRuns: 60 },
  )
})

it('keeps the picture it has when a new one cannot be fetched, and says so', async () => {
  const world = startWorld()
  world.connect()
  await world.answer()
  world.grow('lin')
  world.connect()
  await world.answer(true)
  expect(world.followed.state).toMatchObject({ model: { lin: 1, chen: 0 }, status: 'failed' })
})
