import { createAnswering } from './service/answering.ts'
import { createBrains } from './service/brain.ts'
import type { RobotParts } from './service/collaborators.ts'
import { createRobotExchange } from './service/exchange.ts'
import { createKnowledge } from './service/knowledge.ts'
import { createReplies } from './service/replies.ts'
import { createStandIn } from './service/stand-in.ts'
import { createUnanswered } from './service/unanswered.ts'

export function createRobot(parts: RobotParts) {
  const brains = createBrains(parts)
  const answering = createAnswering(parts, createReplies(parts, brains))
  return {
    knowledge: createKnowledge(parts),
    exchange: createRobotExchange(parts),
    unanswered: createUnanswered(parts),
    standIn: createStandIn(parts),
    custody: parts.custody,
    try: brains.try,
    knownAbout: brains.knownAbout,
    closeSilent: answering.closeSilent,
    settled: answering.settled,
    [Symbol.asyncDispose]: () => answering[Symbol.asyncDispose](),
  }
}
export type Robot = ReturnType<typeof createRobot>
