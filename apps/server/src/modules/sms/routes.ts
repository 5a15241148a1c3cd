import { agentOf, os } from '../../platform/http/index.ts'
import type { Sms } from './sms.ts'

export const createSmsRoutes = (sms: Sms) => ({
  settings: os.sms.settings.handler(({ context }) => sms.settings.get(agentOf(context).companyId)),
  saveSettings: os.sms.saveSettings.handler(({ context, input }) =>
    sms.settings.save(agentOf(context).companyId, input),
  ),
  renewReceiptUrl: os.sms.renewReceiptUrl.handler(({ context }) =>
    sms.settings.renewReceiptUrl(agentOf(context).companyId),
  ),
  test: os.sms.test.handler(({ context, input }) => sms.test(agentOf(context).companyId, input)),
  records: os.sms.records.handler(({ context, input }) => sms.records(agentOf(context).companyId, input)),
})
