import { outcomeOf, type Proof } from '../proof.ts'
import { arrive } from './f22/arrivals.ts'
import { acceptOffered, acceptWaiting, fillUp, type Played } from './f22/contest.ts'
import { type Floor, openFloor } from './f22/floor.ts'
import { overCapacity } from './f22/witness.ts'

const shown = 4

export const f22: Proof = {
  id: 'F22',
  what: '200 arrivals at once on two nodes, and 50 agents who accept, take over, hand over and end one conversation at once',
  async run({ scale }) {
    await using floor = await openFloor({ visitors: Math.ceil(200 * scale) })
    const failures: string[] = []
    const notes: string[] = []
    const note = (name: string, { faults, figures }: Played) => {
      failures.push(...faults.slice(0, shown).map((fault) => `${name}: ${fault}`))
      if (faults.length > shown) failures.push(`${name}: and ${faults.length - shown} more`)
      notes.push(`${name}: ${figures}`)
    }
    const parts: readonly [string, (floor: Floor) => Promise<Played>][] = [
      ['arrivals', arrive],
      ['one that waits', acceptWaiting],
      ['the last places', fillUp],
      ['one that is offered', acceptOffered],
    ]
    for (const [name, play] of parts) {
      const startedAt = performance.now()
      const { faults, figures } = await play(floor).catch((error: Error) => ({
        faults: [error.message],
        figures: 'given up',
      }))
      note(name, { faults, figures: `${figures}; ${((performance.now() - startedAt) / 1_000).toFixed(1)} s` })
    }
    const steps = await floor.witness.steps()
    note('capacity', {
      faults: overCapacity(steps, floor.capacityOf),
      figures: `looked at after each of the ${steps.length} changes that the database saw`,
    })
    return outcomeOf(await floor.talk.verdict(), { failures, notes })
  },
}
