import { randomUUID } from 'node:crypto'
import type { CloseCode } from '@youwen/contract/realtime'
import type { Bus } from '../bus/index.ts'
import type { Connection } from './endpoint.ts'
import type { Peer } from './peer.ts'
import { SharedFrame } from './shared-frame.ts'
import { Topics } from './topics.ts'

/**
 * Who hears what, over all nodes. A node listens on the bus to the topics that somebody on it follows. On the wire:
 *
 *     .<frame>                          to one topic
 *     #<stamp> <topic>,<topic> <frame>  to several: arrives once for each followed topic and is delivered once
 *     !<code> <reason>                  closes who follows the topic
 */
export function createAudience({ bus }: { bus: Bus }) {
  const topics = new Topics<Peer>()
  const listening = new Map<string, () => void>()
  const wasDelivered = createRecent(4_096)
  const self = randomUUID()
  let deliveries = 0

  const subjectOf = (topic: string) => `f.${topic}`

  const deliver = (to: readonly string[], frame: SharedFrame, except?: Connection) => {
    const [only] = to
    if (only !== undefined && to.length === 1) {
      topics.each(only, (peer) => {
        if (peer !== except) peer.sendShared(frame)
      })
      return
    }
    const mark = ++deliveries
    for (const topic of to) {
      topics.each(topic, (peer) => {
        if (peer.mark === mark || peer === except) return
        peer.mark = mark
        peer.sendShared(frame)
      })
    }
  }

  const closeHere = (topic: string, code: CloseCode, reason: string) => {
    topics.each(topic, (peer) => peer.close(code, reason))
  }

  const heard = (topic: string, payload: string) => {
    const rest = payload.slice(1)
    switch (payload[0]) {
      case '.':
        return deliver([topic], new SharedFrame(rest))
      case '#': {
        const [stamp, to, frame] = words(rest)
        return wasDelivered(stamp) ? undefined : deliver(to.split(','), new SharedFrame(frame))
      }
      case '!': {
        const space = rest.indexOf(' ')
        return closeHere(topic, Number(rest.slice(0, space)) as CloseCode, rest.slice(space + 1))
      }
    }
  }

  return {
    topics,
    joined(peer: Peer, topic: string) {
      if (topics.add(topic, peer) && !bus.isAlone) {
        listening.set(
          topic,
          bus.subscribe(subjectOf(topic), (payload) => heard(topic, payload)),
        )
      }
    },
    left(peer: Peer, topic: string) {
      if (!topics.remove(topic, peer)) return
      listening.get(topic)?.()
      listening.delete(topic)
    },
    publish(to: readonly string[], frame: object | string, except?: Connection) {
      const shared = new SharedFrame(typeof frame === 'string' ? frame : JSON.stringify(frame))
      deliver(to, shared, except)
      if (bus.isAlone) return
      const payload = to.length === 1 ? `.${shared.json}` : `#${self}${deliveries} ${to.join(',')} ${shared.json}`
      for (const topic of to) bus.publish(subjectOf(topic), payload)
    },
    publishHere(to: readonly string[], frame: object) {
      deliver(to, new SharedFrame(JSON.stringify(frame)))
    },
    closeAll(topic: string, code: CloseCode, reason: string) {
      closeHere(topic, code, reason)
      bus.publish(subjectOf(topic), `!${code} ${reason}`)
    },
  }
}

/** The first two words and the rest. */
function words(text: string): [string, string, string] {
  const first = text.indexOf(' ')
  const second = text.indexOf(' ', first + 1)
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
}

/** Whether something was seen among the latest `size` to `2 * size` things. */
function createRecent(size: number) {
  let young = new Set<string>()
  let old = new Set<string>()
  return (thing: string) => {
    if (young.has(thing) || old.has(thing)) return true
    young.add(thing)
    if (young.size >= size) {
      old = young
      young = new Set()
    }
    return false
  }
}
