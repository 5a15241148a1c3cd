import { agentOf, os } from '../../platform/http/index.ts'
import type { CompanyService } from './service.ts'

export const createCompanyRoutes = (company: CompanyService) => ({
  get: os.company.get.handler(({ context }) => company.get(agentOf(context).companyId)),
  save: os.company.save.handler(({ context, input }) => company.save(agentOf(context).companyId, input)),
  sites: os.company.sites.handler(({ context }) => company.sites(agentOf(context).companyId)),
  addSite: os.company.addSite.handler(({ context, input }) => company.addSite(agentOf(context).companyId, input)),
  saveSite: os.company.saveSite.handler(({ context, input }) => company.saveSite(agentOf(context).companyId, input)),
  removeSite: os.company.removeSite.handler(({ context, input }) =>
    company.removeSite(agentOf(context).companyId, input.siteId),
  ),
  addStyle: os.company.addStyle.handler(({ context, input }) => company.addStyle(agentOf(context).companyId, input)),
  saveStyle: os.company.saveStyle.handler(({ context, input }) => company.saveStyle(agentOf(context).companyId, input)),
  removeStyle: os.company.removeStyle.handler(({ context, input }) =>
    company.removeStyle(agentOf(context).companyId, input.styleId),
  ),
})
