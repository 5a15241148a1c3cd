import { createMeters } from './gauges.ts'
import { createBus } from './platform/bus/index.ts'
import type { Config } from './platform/config/index.ts'
import { createDb } from './platform/db/index.ts'
import { createEvents } from './platform/events/index.ts'
import { openFiles } from './platform/files/index.ts'
import type { Logger } from './platform/log/index.ts'
import { createMetrics } from './platform/metrics/index.ts'
import { createNode } from './platform/node/index.ts'
import { createOutbound } from './platform/outbound/index.ts'
import { createPasswords } from './platform/passwords/index.ts'

export interface FoundationOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly log: Logger
}

/** What every module stands on. Disposed of after everything that was built on it. */
export async function layFoundation({ config, databaseUrl, log }: FoundationOptions) {
  await using building = new AsyncDisposableStack()
  const events = createEvents({ log })
  const db = building.use(
    createDb({
      url: databaseUrl,
      poolSize: config.databasePoolSize,
      onCommit: (committed) => events.publish(committed),
    }),
  )
  const bus = building.use(createBus({ natsUrl: config.natsUrl, log }))
  const node = building.use(createNode({ db, log }))
  /** To addresses that people typed in. */
  const outbound = building.use(createOutbound({ ownNetworks: config.outboundNetworks }))
  const metrics = createMetrics()
  const whole = {
    config,
    log,
    events,
    db,
    bus,
    node,
    outbound,
    metrics,
    meters: createMeters(metrics),
    passwords: await createPasswords(),
    ...openFiles(config),
    now: () => new Date(),
    /** Something that the next round of its kind repairs. */
    onTrouble: (error: unknown) => log.warn({ err: error }, 'something was left for later'),
  }
  const built = building.move()
  return { ...whole, [Symbol.asyncDispose]: () => built.disposeAsync() }
}
export type Foundation = Awaited<ReturnType<typeof layFoundation>>
