import { agentOf, os } from '../../platform/http/index.ts'
import type { Appointments } from './appointments.ts'

export function createAppointmentRoutes({ templates, settings, reader, writer, cards, ...appointments }: Appointments) {
  const { appointment } = os
  return appointment.router({
    templates: appointment.templates.handler(({ context }) => templates.list(agentOf(context).companyId)),
    addTemplate: appointment.addTemplate.handler(({ context, input }) =>
      templates.add(agentOf(context).companyId, input),
    ),
    saveTemplate: appointment.saveTemplate.handler(({ context, input }) =>
      templates.save(agentOf(context).companyId, input),
    ),
    removeTemplate: appointment.removeTemplate.handler(({ context, input }) =>
      templates.remove(agentOf(context).companyId, input.templateId),
    ),
    orderTemplates: appointment.orderTemplates.handler(({ context, input }) =>
      templates.order(agentOf(context).companyId, input.templateIds),
    ),
    list: appointment.list.handler(({ context, input }) => reader.list(agentOf(context), input)),
    counts: appointment.counts.handler(({ context, input }) => reader.counts(agentOf(context), input)),
    get: appointment.get.handler(({ context, input }) => reader.get(agentOf(context), input.appointmentId)),
    add: appointment.add.handler(({ context, input }) => writer.add(agentOf(context), input)),
    change: appointment.change.handler(({ context, input }) => writer.change(agentOf(context), input)),
    setState: appointment.setState.handler(({ context, input }) => writer.setState(agentOf(context), input)),
    export: appointment.export.handler(({ context, input }) => appointments.export(agentOf(context), input)),
    settings: appointment.settings.handler(({ context }) => settings.get(agentOf(context).companyId)),
    saveSettings: appointment.saveSettings.handler(({ context, input }) =>
      settings.save(agentOf(context).companyId, input),
    ),
    card: appointment.card.handler(({ context, input }) => cards.look(input.token, context.ip)),
  })
}
