import type { Phrase, PhraseTree } from '@youwen/contract'
import type { AgentClient } from '@youwen/sdk/agent'
import { applyPhraseChanges, emptyPhraseTree, type PhraseTreeState } from '@youwen/sdk/phrases'
import { useSyncExternalStore } from 'react'
import { api } from '../../platform/api.ts'
import { useClient } from '../../platform/live.ts'
import { textOf } from './body.ts'
import { createPhraseSearch, type PhraseSearch } from './search/search-client.ts'
import { createUses } from './uses.ts'

export interface PhraseState {
  readonly status: 'loading' | 'ready' | 'failed'
  /** Why it failed. */
  readonly error: unknown
  readonly shared: PhraseTreeState
  readonly own: PhraseTreeState
  /** How often I have used each, as far as it is among my most used. */
  readonly counts: ReadonlyMap<string, number>
}

/** A shared tree that changes is fetched by every agent: not all of them in the same instant. */
const spreadMs = 400

/** Both trees, kept up with the server for as long as somebody is logged in. */
function createPhraseStore(client: AgentClient) {
  let state: PhraseState = {
    status: 'loading',
    error: undefined,
    shared: emptyPhraseTree,
    own: emptyPhraseTree,
    counts: new Map(),
  }
  const listeners = new Set<() => void>()
  const search: PhraseSearch = createPhraseSearch()
  const set = (change: Partial<PhraseState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function apply(tree: PhraseTree, changes: Parameters<typeof applyPhraseChanges>[1]) {
    set({ [tree]: applyPhraseChanges(state[tree], changes) })
    search.put(
      changes.phrases.flatMap((phrase) =>
        phrase.kind === 'folder'
          ? []
          : [{ id: phrase.phraseId, title: phrase.title, code: phrase.code, text: textOf(phrase) }],
      ),
    )
    search.remove(changes.removedIds)
  }

  const fetching = new Map<PhraseTree, { again: boolean }>()
  /** One at a time; what is told meanwhile means once more. */
  async function fetchTree(tree: PhraseTree): Promise<void> {
    const running = fetching.get(tree)
    if (running) {
      running.again = true
      return
    }
    const turn = { again: false }
    fetching.set(tree, turn)
    try {
      for (let isComplete = false; !isComplete || turn.again; ) {
        if (isComplete) turn.again = false
        const { cursor } = state[tree]
        const changes = await api.phrase.list({ tree, ...(cursor !== '' && { cursor }) })
        apply(tree, changes)
        isComplete = changes.isComplete
      }
    } finally {
      fetching.delete(tree)
    }
  }

  const uses = createUses((counts) => {
    set({ counts })
    search.rank(counts)
  })

  async function load() {
    set({ status: 'loading', error: undefined })
    try {
      await Promise.all([fetchTree('shared'), fetchTree('own'), uses.load()])
      set({ status: 'ready' })
    } catch (error) {
      set({ status: 'failed', error })
    }
  }
  void load()

  const stopListening = client.on('phrases', (tree) => {
    const delay = tree === 'shared' ? Math.random() * spreadMs : 0
    // What cannot be fetched now is told again when the connection is back.
    setTimeout(() => void fetchTree(tree).catch(() => undefined), delay)
  })
  const stopWatching = client.subscribe(() => {
    if (client.state.connection.status !== 'stopped') return
    stopListening()
    stopWatching()
    uses.close()
    search.close()
    stores.delete(client)
  })

  return {
    get state() {
      return state
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    retry: () => void load(),
    /** What the server answered to a change of mine is shown at once. */
    saved: (tree: PhraseTree, phrase: Phrase) =>
      apply(tree, { cursor: state[tree].cursor, phrases: [phrase], removedIds: [], isComplete: true }),
    removed(tree: PhraseTree, phraseId: string) {
      apply(tree, { cursor: state[tree].cursor, phrases: [], removedIds: [phraseId], isComplete: true })
      void fetchTree(tree).catch(() => undefined)
    },
    refresh: (tree: PhraseTree) => fetchTree(tree),
    search: search.search,
    used: uses.used,
  }
}
export type PhraseStore = ReturnType<typeof createPhraseStore>

const stores = new WeakMap<AgentClient, PhraseStore>()

/** Made when phrases are first looked at; there is one for each login. */
export function usePhraseStore(): PhraseStore {
  const client = useClient()
  let store = stores.get(client)
  if (!store) {
    store = createPhraseStore(client)
    stores.set(client, store)
  }
  return store
}

export function usePhrases(): PhraseState {
  const store = usePhraseStore()
  return useSyncExternalStore(store.subscribe, () => store.state)
}
