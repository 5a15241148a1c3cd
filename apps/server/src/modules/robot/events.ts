import type { Tx } from '../../platform/db/index.ts'

/** What the robot knows or how it behaves is another. */
export interface RobotChanged {
  readonly type: 'robot.changed'
  readonly companyId: string
}

export const announceChange = (tx: Pick<Tx, 'announce'>, companyId: string): void =>
  tx.announce({ type: 'robot.changed', companyId } satisfies RobotChanged)
