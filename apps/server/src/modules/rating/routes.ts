import { agentOf, os, visitorOf } from '../../platform/http/index.ts'
import type { Ratings } from './service.ts'

export const createRatingRoutes = (ratings: Ratings) => ({
  settings: os.rating.settings.handler(({ context }) => ratings.settings(agentOf(context).companyId)),
  saveSettings: os.rating.saveSettings.handler(({ context, input }) =>
    ratings.saveSettings(agentOf(context).companyId, input),
  ),
  get: os.rating.get.handler(({ context, input }) => ratings.get(agentOf(context), input.conversationId)),
  invite: os.rating.invite.handler(({ context, input }) => ratings.invite(agentOf(context), input.conversationId)),
  form: os.rating.form.handler(({ context, input }) => ratings.form(visitorOf(context), input.conversationId)),
  rate: os.rating.rate.handler(({ context, input }) => ratings.rate(visitorOf(context), input)),
})
