import { agentOf, os } from '../../platform/http/index.ts'
import type { Assistant } from './assistant.ts'

export const createAssistantRoutes = (assistant: Assistant) => ({
  settings: os.assistant.settings.handler(({ context }) => assistant.settings.get(agentOf(context).companyId)),
  saveSettings: os.assistant.saveSettings.handler(({ context, input }) =>
    assistant.settings.save(agentOf(context).companyId, input),
  ),
  test: os.assistant.test.handler(({ context }) => assistant.test(agentOf(context).companyId)),
  usage: os.assistant.usage.handler(({ context }) => assistant.settings.usage(agentOf(context).companyId)),
  tasks: os.assistant.tasks.handler(({ context }) => assistant.settings.tasks(agentOf(context).companyId)),
  translate: os.assistant.translate.handler(async ({ context, input }) => ({
    texts: await assistant.translate(agentOf(context), input.texts, input.to),
  })),
  reply: os.assistant.reply.handler(({ context, input }) => assistant.reply(agentOf(context), input.conversationId)),
  summary: os.assistant.summary.handler(async ({ context, input }) => ({
    text: await assistant.summary(agentOf(context), input.conversationId),
  })),
  classify: os.assistant.classify.handler(async ({ context, input }) => ({
    classIds: await assistant.classify(agentOf(context), input.conversationId),
  })),
})
