import { randomBytes } from 'node:crypto'
import type { Guard } from './guard.ts'
import type { Limits } from './limits.ts'

/** What a client left with `open`, until its stream takes it. */
export interface Opening {
  readonly path: string
  readonly ip: string
  /** Of `open`: a stream of the same origin does not name it. */
  readonly origin: string
  /** In the order they came: hello first. */
  readonly frames: unknown[]
}

const maxOpenings = 2_000
const maxEarlyFrames = 32

/** Where connections wait for their stream: for seconds, few, and each counted as a connection of its address. */
export function createOpenings({ limits, guard }: { limits: Limits; guard: Guard }) {
  const openings = new Map<string, { opening: Opening; sizeBytes: number; expiresAt: number }>()
  const gone = new Set<(secret: string) => void>()

  const take = (secret: string): Opening | undefined => {
    const held = openings.get(secret)
    if (!held) return undefined
    openings.delete(secret)
    guard.left(held.opening.ip)
    for (const tell of gone) tell(secret)
    return held.opening
  }

  const timer = setInterval(() => {
    const now = Date.now()
    for (const [secret, { expiresAt }] of openings) if (expiresAt < now) take(secret)
  }, 1_000)
  timer.unref()

  return {
    isFull: () => openings.size >= maxOpenings,
    /** Answers the secret by which it is taken. */
    add(opening: Opening): string {
      const secret = randomBytes(32).toString('base64url')
      openings.set(secret, { opening, sizeBytes: 0, expiresAt: Date.now() + limits.helloTimeoutMs })
      guard.entered(opening.ip)
      return secret
    },
    take,
    /** Frames that come before the stream. False when they are too many, undefined when nobody waits here. */
    push(path: string, secret: string, frames: readonly unknown[]): boolean | undefined {
      const held = openings.get(secret)
      if (held?.opening.path !== path) return undefined
      held.sizeBytes += JSON.stringify(frames).length
      if (held.opening.frames.length + frames.length > maxEarlyFrames || held.sizeBytes > limits.maxFrameBytes)
        return false
      held.opening.frames.push(...frames)
      return true
    },
    /** Whoever waits will find another node. */
    clear() {
      for (const secret of [...openings.keys()]) take(secret)
    },
    onGone: (tell: (secret: string) => void) => void gone.add(tell),
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
