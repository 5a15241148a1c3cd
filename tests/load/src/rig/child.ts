import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What a helper process of a bench can be asked: a function each, with arguments and results that JSON can carry. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes are those of the functions that the process offers
export type Skills = Record<string, (request: any) => unknown>

type Asked<S extends Skills> = {
  [Name in keyof S]: (request: Parameters<S[Name]>[0]) => Promise<Awaited<ReturnType<S[Name]>>>
}

export interface Child<S extends Skills> extends AsyncDisposable {
  readonly pid: number
  readonly ask: Asked<S>
}

/** Starts a module as a process of its own, which calls `offer`. */
export function startChild<S extends Skills>(module: URL, args: readonly string[] = []): Child<S> {
  const child = fork(fileURLToPath(module), args, { execPath: process.execPath, execArgv: [] })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let requests = 0
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(value)
    else one?.reject(new Error(error))
  })
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`The helper process ended: ${signal ?? code}.`))
  })
  const ask = new Proxy({} as Asked<S>, {
    get: (_, name: string) => (request: unknown) =>
      new Promise((resolve, reject) => {
        const id = ++requests
        waiting.set(id, { resolve, reject })
        child.send({ id, name, request })
      }),
  })
  return {
    pid: child.pid as number,
    ask,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The other side of `startChild`. */
export function offer(skills: Skills): void {
  process.on('message', async ({ id, name, request }: { id: number; name: string; request: unknown }) => {
    try {
      process.send?.({ id, value: await skills[name]?.(request) })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  process.on('disconnect', () => process.exit())
}
