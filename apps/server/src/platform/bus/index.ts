import type { Logger } from 'pino'
import type { Bus } from './bus.ts'
import { createInProcessBus } from './in-process.ts'
import { createNatsBus } from './nats.ts'

export type { Bus } from './bus.ts'
export { createBusNetwork } from './in-process.ts'
export { createRequests, type Requests } from './requests.ts'

export const createBus = ({
  natsUrl,
  log,
}: {
  natsUrl?: string | undefined
  log: Pick<Logger, 'warn' | 'info'>
}): Bus => (natsUrl === undefined ? createInProcessBus() : createNatsBus({ url: natsUrl, log }))
