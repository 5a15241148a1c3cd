import type { AgentFrameOut, Feed } from '@youwen/contract'
import type { AgentClient } from './agent.ts'
import { createNotifier } from './listeners.ts'

export interface FollowedState<Model> {
  readonly model: Model
  /** `loading`: the picture is not whole yet. `live`: it is, and it is kept. `failed`: it could not be fetched. */
  readonly status: 'loading' | 'live' | 'failed'
  readonly error?: unknown
}

export interface Followed<Model> {
  readonly state: FollowedState<Model>
  subscribe(listener: () => void): () => void
  /** Fetches the picture again. */
  refresh(): void
  close(): void
}

export interface FollowOptions<Name extends Feed, Model> {
  readonly client: Pick<AgentClient, 'follow'>
  readonly feed: Name
  readonly empty: Model
  /** Fetches the picture; `show` may be given what is there of it already, for the first time somebody waits for it. */
  readonly fetch: (show: (part: Model) => void) => Promise<Model>
  readonly apply: (model: Model, frame: Extract<AgentFrameOut, { type: Name }>) => Model
}

/**
 * A picture that is fetched once and kept by what is told (RT35). What is told while it is being fetched is applied to it
 * afterwards, so that nothing falls between the two; what was in it already changes nothing.
 */
export function follow<Name extends Feed, Model>(options: FollowOptions<Name, Model>): Followed<Model> {
  const { client, feed, empty, fetch, apply } = options
  const notifier = createNotifier()
  let state: FollowedState<Model> = { model: empty, status: 'loading' }
  let held: Extract<AgentFrameOut, { type: Name }>[] | undefined = []
  /** Tells an answer that is awaited from one that nobody waits for any more. */
  let attempt = 0

  const become = (next: FollowedState<Model>) => {
    state = next
    notifier.changed()
  }

  async function load() {
    const mine = ++attempt
    held = []
    // Somebody who has a picture keeps it until the new one is whole.
    const isFirst = state.status !== 'live'
    if (isFirst) become({ ...state, status: 'loading' })
    try {
      const whole = await fetch((model) => {
        if (mine === attempt && isFirst) become({ model, status: 'loading' })
      })
      if (mine !== attempt) return
      const missed = held ?? []
      held = undefined
      become({ model: missed.reduce(apply, whole), status: 'live' })
    } catch (error) {
      if (mine !== attempt) return
      held = undefined
      become({ ...state, status: 'failed', error })
    }
  }

  const stop = client.follow(feed, {
    started: () => void load(),
    changed(frame) {
      if (held) return void held.push(frame)
      const model = apply(state.model, frame)
      if (model !== state.model) become({ ...state, model })
    },
  })

  return {
    get state() {
      return state
    },
    subscribe: notifier.subscribe,
    refresh: () => void load(),
    close() {
      attempt++
      stop()
    },
  }
}
