import type { Message } from '@youwen/contract'
import { withoutRecalled } from '@youwen/sdk/recall'
import type { ShownMessage } from '@youwen/sdk/shown-message'

/** What was loaded of the past (or around a search hit) and what the realtime client holds, as one stretch. */
export interface Stitched {
  readonly messages: readonly ShownMessage[]
  /** False: something lies between the loaded part and now; only the loaded part is shown. */
  readonly reachesNow: boolean
}

const sent = { status: 'sent' } as const
const shown = new WeakMap<Message, ShownMessage>()

/** The same object for the same message, so that a drawn bubble is not drawn again. */
function asShown(message: Message): ShownMessage {
  let found = shown.get(message)
  if (!found) {
    found = { ...message, delivery: sent }
    shown.set(message, found)
  }
  return found
}

export function stitch(past: readonly Message[], live: readonly ShownMessage[]): Stitched {
  // What was loaded before somebody took it back.
  const loaded = withoutRecalled(past, live)
  const last = loaded.at(-1)
  if (!last) return { messages: live, reachesNow: true }
  const first = live.find((message) => message.seq !== null)
  // Nothing durable is known of the conversation yet: what is on its way comes last anyway.
  if (!first || first.seq === null) return { messages: [...loaded.map(asShown), ...live], reachesNow: true }

  const isSame = last.conversationId === first.conversationId
  const touches = isSame ? last.seq + 1 >= first.seq : first.seq === 1
  if (!touches) return { messages: loaded.map(asShown), reachesNow: false }

  const from = isSame ? live.findIndex((message) => message.seq === null || message.seq > last.seq) : 0
  return { messages: [...loaded.map(asShown), ...(from === -1 ? [] : live.slice(from))], reachesNow: true }
}
