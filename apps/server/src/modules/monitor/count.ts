import type { TalkStep } from '../conversation/index.ts'

/** What an agent did in one conversation on one day. */
export interface Talk {
  readonly agentId: string
  /** `2026-11-25`, in the company's time zone. */
  readonly day: string
  /** 1 when the conversation came to him on that day. */
  received: 0 | 1
  /** 1 when he gave its first answer. */
  firstResponses: 0 | 1
  firstResponseMs: number
  responses: number
  responseMs: number
}

/**
 * Reads one conversation from its first step to its last. An answer is the first word of an agent after a visitor's; it
 * took from that word on, or, if the conversation was given to the agent only later, from then on: nobody is blamed for
 * the queue or for a colleague. What a robot says answers too, and is nobody's. The first answer is one only where
 * the visitor had spoken first.
 */
export function countTalk(steps: Iterable<TalkStep>, dayOf: (at: Date) => string): Talk[] {
  const talks = new Map<string, Talk>()
  const givenAt = new Map<string, Date>()
  let waitingSince: Date | undefined
  let hasAnswer = false

  const talkOf = (agentId: string, at: Date): Talk => {
    const day = dayOf(at)
    const key = `${agentId} ${day}`
    const known = talks.get(key)
    if (known) return known
    const talk: Talk = {
      agentId,
      day,
      received: 0,
      firstResponses: 0,
      firstResponseMs: 0,
      responses: 0,
      responseMs: 0,
    }
    talks.set(key, talk)
    return talk
  }

  for (const step of steps) {
    switch (step.kind) {
      case 'given':
        if (step.agentId === null) break
        givenAt.set(step.agentId, step.at)
        talkOf(step.agentId, step.at).received = 1
        break
      case 'visitor':
        waitingSince ??= step.at
        break
      case 'robot':
        waitingSince = undefined
        hasAnswer = true
        break
      case 'agent': {
        if (waitingSince) {
          const since = Math.max(waitingSince.getTime(), givenAt.get(step.agentId)?.getTime() ?? 0)
          const tookMs = Math.max(0, step.at.getTime() - since)
          const talk = talkOf(step.agentId, step.at)
          talk.responses++
          talk.responseMs += tookMs
          if (!hasAnswer) {
            talk.firstResponses = 1
            talk.firstResponseMs = tookMs
          }
        }
        waitingSince = undefined
        hasAnswer = true
        break
      }
      default:
        step satisfies never
    }
  }
  return [...talks.values()]
}
