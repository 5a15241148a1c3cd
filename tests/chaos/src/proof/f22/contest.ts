import {
  type Answer,
  accepting,
  acceptingOffer,
  type Contender,
  ending,
  handingOver,
  race,
  takingOver,
  tally,
  untyped,
} from './contenders.ts'
import { agentCount, capacity, type Floor, type Worker } from './floor.ts'
import { faultsOf } from './story.ts'

export interface Played {
  readonly faults: readonly string[]
  readonly figures: string
}

const rounds = 4
const rushed = 40
const rushing = 10
const offers = 8

const isAccepted = ({ what, said }: Answer) => said === 'yes' && (what === 'accept' || what === 'accept an offer')

/** One waits; all fifty accept it. In some rounds a supervisor takes it, or ends it, at the same moment. */
export async function acceptWaiting(floor: Floor): Promise<Played> {
  const { agents, supervisors } = floor
  await floor.arrive(agents)
  await floor.are('busy', agents)
  const faults: string[] = []
  const all: Answer[] = []
  for (let round = 0; round < rounds; round++) {
    const conversationId = await floor.begins(round)
    const contenders = agents.map((agent, at) => accepting(agent, at, conversationId))
    const isTaken = round % 2 === 1
    const isEnded = round % 3 === 2
    if (isTaken) contenders.splice(2, 0, takingOver(supervisors[0], 1, conversationId))
    if (isEnded) contenders.splice(4, 0, ending(supervisors[1], 0, conversationId))
    const answers = await race(contenders)
    const count = answers.filter(isAccepted).length
    if (count > 1 || (count === 0 && !isTaken && !isEnded)) {
      faults.push(`${conversationId}: ${count} of ${agentCount} were told that it is theirs`)
    }
    faults.push(...untyped(answers), ...(await faultsOf(floor, conversationId, answers)))
    all.push(...answers)
    await ending(supervisors[2], 0, conversationId).ask()
  }
  return { faults, figures: `${rounds} races; ${tally(all)}` }
}

/** Ten agents reach for more than they may have: for those that wait, and for what they are offered. */
export async function fillUp(floor: Floor): Promise<Played> {
  const { supervisors, talk } = floor
  const [supervisor] = supervisors
  const eager = floor.agents.slice(0, rushing)
  const someone = (at: number) => eager[at % rushing] as Worker
  const waiting: string[] = []
  for (let at = 0; at < Math.min(rushed, talk.visitors.length); at++) waiting.push(await floor.begins(at))
  const offered = waiting.slice(0, Math.min(offers, waiting.length / 2))
  const contenders: Contender[] = []
  for (const [at, conversationId] of offered.entries()) {
    await accepting(supervisor, at, conversationId).ask()
    const { agentId } = someone(at)
    contenders.push(...(await acceptingOffer(supervisor, { agentId }, conversationId, [someone(at)])))
  }
  for (const [at, conversationId] of waiting.slice(offered.length).entries()) {
    for (let other = 0; other < 3; other++)
      contenders.push(accepting(someone(at + other * 3), at + other, conversationId))
  }
  const answers = await race(contenders)
  const last = new Map((await floor.witness.steps()).map((step) => [step.conversationId, step]))
  const faults = untyped(answers)
  for (const { agentId } of eager) {
    const has = [...last.values()].filter((step) => step.status === 'open' && step.agentId === agentId).length
    const mine = answers.filter(({ owner }) => owner === agentId)
    const told = mine.filter(({ said }) => said === 'yes').length
    if (has !== told) faults.push(`${agentId} has ${has}, a yes was said ${told} times`)
    if (has < capacity && mine.some(({ said }) => said === 'conversation.at_capacity')) {
      faults.push(`${agentId} was refused for his capacity with ${has} of ${capacity}`)
    }
  }
  for (const conversationId of waiting) await ending(supervisor, 0, conversationId).ask()
  return {
    faults,
    figures: `${rushing} agents with ${capacity} places each reach ${contenders.length} times for ${waiting.length}; ${tally(answers)}`,
  }
}

/** Who has it asks the group; all accept while a supervisor takes it, or he hands it over or ends it. */
export async function acceptOffered(floor: Floor): Promise<Played> {
  const { agents, supervisors, groupId } = floor
  await floor.are('online', agents)
  const faults: string[] = []
  const all: Answer[] = []
  for (let round = 0; round < rounds; round++) {
    const conversationId = await floor.begins(round)
    const holder = await floor.holderOf(conversationId)
    const free = agents.filter((one) => one !== holder)
    const others = free.slice(1)
    const contenders = await acceptingOffer(holder, { groupId }, conversationId, others)
    const rivals =
      round === 0
        ? []
        : [
            takingOver(supervisors[0], 1, conversationId),
            handingOver(holder, 0, conversationId, free[0] as Worker),
            ending(holder, 1, conversationId),
          ].slice(round - 1, round)
    contenders.splice(2, 0, ...rivals)
    const answers = await race(contenders)
    const count = answers.filter(isAccepted).length
    if (count > 1 || (count === 0 && rivals.length === 0)) {
      faults.push(`${conversationId}: ${count} of ${others.length} were told that it is theirs`)
    }
    faults.push(...untyped(answers), ...(await faultsOf(floor, conversationId, answers, [holder.agentId])))
    all.push(...answers)
    await ending(supervisors[1], 0, conversationId).ask()
  }
  return { faults, figures: `${rounds} races; ${tally(all)}` }
}
