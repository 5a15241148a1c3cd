import { agentOf, os } from '../../platform/http/index.ts'
import type { ShieldService } from './service.ts'

export function createShieldRoutes(shield: ShieldService) {
  return os.shield.router({
    block: os.shield.block.handler(({ context, input }) => shield.block(agentOf(context), input)),
    blocks: os.shield.blocks.handler(({ context, input }) => shield.list(agentOf(context).companyId, input)),
    unblock: os.shield.unblock.handler(({ context, input }) =>
      shield.unblock(agentOf(context).companyId, input.blockId),
    ),
    notice: os.shield.notice.handler(({ context }) => shield.notice(agentOf(context).companyId)),
    saveNotice: os.shield.saveNotice.handler(({ context, input }) =>
      shield.saveNotice(agentOf(context).companyId, input),
    ),
  })
}
