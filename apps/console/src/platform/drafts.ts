import { browserStorage, type KeyValueStorage } from '@youwen/sdk/storage'

/** What is begun and not sent yet, by what it is for: a conversation, a visitor, a ticket. */
export interface Drafts<T> {
  get(of: string): T | undefined
  /** `undefined` forgets it. */
  set(of: string, draft: T | undefined): void
}

/** Everything that somebody may be in the middle of writing. */
export type DraftKind = 'message' | 'phrase' | 'card' | 'ticket' | 'comment' | 'link-card' | 'transfer' | 'appointment'

/**
 * Outlive a reload and a crash. Each agent has his own: whoever logs in next at the same computer neither reads what was
 * begun here nor writes over it.
 */
export function draftsOf<T>(agentId: string, kind: DraftKind, storage: KeyValueStorage = browserStorage()): Drafts<T> {
  takeOver(agentId, storage)
  const prefix = prefixOf(agentId, kind)
  return {
    get(of) {
      try {
        return (JSON.parse(storage.getItem(prefix + of) ?? 'null') as T | null) ?? undefined
      } catch {
        return undefined
      }
    },
    set(of, draft) {
      try {
        if (draft === undefined) storage.removeItem(prefix + of)
        else storage.setItem(prefix + of, JSON.stringify(draft))
      } catch {
        // Storage is blocked or full: what is written stays where it stands, only a reload would lose it.
      }
    },
  }
}

const prefixOf = (agentId: string, kind: DraftKind) => `youwen.draft:${agentId}:${kind}:`

/** Where drafts lay when all agents at a computer shared them. A longer one before those that it begins with. */
const shared: readonly (readonly [prefix: string, kind: DraftKind, isText: boolean])[] = [
  ['youwen.console.draft:', 'message', true],
  ['youwen.console.phrase.draft:', 'phrase', false],
  ['youwen.console.card:', 'card', false],
  ['youwen.console.ticket:comment:', 'comment', true],
  ['youwen.console.ticket:', 'ticket', false],
]

/** They become those of whoever is here first after the update, who is mostly the one who was here before it. */
function takeOver(agentId: string, storage: KeyValueStorage): void {
  try {
    for (const key of Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')) {
      const found = shared.find(([prefix]) => key.startsWith(prefix))
      if (!found) continue
      const [prefix, kind, isText] = found
      const value = storage.getItem(key) ?? ''
      storage.setItem(prefixOf(agentId, kind) + key.slice(prefix.length), isText ? JSON.stringify(value) : value)
      storage.removeItem(key)
    }
  } catch {
    // What could not be moved is tried again the next time.
  }
}
