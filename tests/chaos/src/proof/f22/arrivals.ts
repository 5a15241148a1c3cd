import { setTimeout as pause } from 'node:timers/promises'
import type { Played } from './contest.ts'
import { capacity, type Floor, type Worker } from './floor.ts'
import { overtaking } from './witness.ts'

/** Of the fifty: places for half of those who come. */
const onDuty = 20
/** How long an agent takes for a visitor. */
const talkMs = 250
const lookMs = 100
const patienceMs = 60_000

/** Everybody comes at once; agents at both nodes end each talk after a moment, so that places become free all the time. */
export async function arrive(floor: Floor): Promise<Played> {
  const { talk, witness } = floor
  const count = talk.visitors.length
  const working = floor.agents.slice(0, onDuty)
  await floor.arrive(working)
  for (const visitor of talk.visitors) talk.say(visitor)

  // From when half of them are there and every place is taken: the others come while places become free.
  const there = async () => new Set((await witness.steps()).map(({ conversationId }) => conversationId)).size
  for (const deadline = Date.now() + patienceMs; (await there()) < count / 2 && Date.now() < deadline; ) await pause(20)
  const over = new AbortController()
  const ending = working.map((agent, at) => endTalks(agent, at, over.signal))
  const faults: string[] = []
  for (const deadline = Date.now() + patienceMs; ; await pause(lookMs)) {
    const served = (await witness.steps()).filter(({ status }) => status === 'closed').length
    if (served === count) break
    if (Date.now() < deadline) continue
    faults.push(`only ${served} of ${count} visitors were served within ${patienceMs / 1_000} s`)
    break
  }
  over.abort()
  await Promise.all(ending)

  const steps = await witness.steps()
  const { faults: overtaken, longest, waited } = overtaking(steps)
  for (const [conversationId, own] of Map.groupBy(steps, (step) => step.conversationId)) {
    const owners = new Set(own.flatMap(({ agentId }) => agentId ?? []))
    if (owners.size !== 1) faults.push(`${conversationId} was had by ${owners.size} agents`)
  }
  return {
    faults: [...faults, ...overtaken],
    figures: `${count} at once for ${onDuty * capacity} places; ${waited} waited, up to ${longest} at a time; all served in their order`,
  }
}

async function endTalks({ agentId, apis }: Worker, at: number, over: AbortSignal) {
  const begun = new Map<string, number>()
  for (let turn = at; !over.aborted; turn++) {
    await pause(lookMs)
    const api = apis[turn % apis.length]
    const { items = [] } = (await api?.conversation.list({ status: 'open', agentId, limit: 20 })) ?? {}
    const now = Date.now()
    for (const { conversationId } of items) if (!begun.has(conversationId)) begun.set(conversationId, now)
    const due = items.filter(({ conversationId }) => now - (begun.get(conversationId) ?? now) >= talkMs)
    await Promise.all(due.map(({ conversationId }) => api?.conversation.close({ conversationId })))
  }
}
