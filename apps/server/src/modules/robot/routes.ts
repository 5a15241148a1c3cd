import { agentOf, os } from '../../platform/http/index.ts'
import type { Robot } from './robot.ts'
import type { RobotRules } from './service/rules.ts'

export function createRobotRoutes(robot: Robot, rules: RobotRules) {
  const { knowledge, exchange, unanswered, standIn, custody } = robot
  return {
    tree: os.robot.tree.handler(({ context }) => knowledge.tree(agentOf(context).companyId)),
    get: os.robot.get.handler(({ context, input }) => knowledge.get(agentOf(context).companyId, input.entryId)),
    add: os.robot.add.handler(({ context, input }) => knowledge.add(agentOf(context), input)),
    save: os.robot.save.handler(({ context, input }) => knowledge.save(agentOf(context), input)),
    move: os.robot.move.handler(({ context, input }) => knowledge.move(agentOf(context), input)),
    remove: os.robot.remove.handler(({ context, input }) => knowledge.remove(agentOf(context), input.entryId)),
    export: os.robot.export.handler(({ context, input }) => exchange.export(agentOf(context), input.format)),
    previewImport: os.robot.previewImport.handler(({ context, input }) =>
      exchange.preview(agentOf(context), input.sheetFileId),
    ),
    import: os.robot.import.handler(({ context, input }) => exchange.import(agentOf(context), input.sheetFileId)),
    settings: os.robot.settings.handler(({ context }) => rules.settings(agentOf(context).companyId)),
    saveSettings: os.robot.saveSettings.handler(({ context, input }) => rules.save(agentOf(context), input)),
    profile: os.robot.profile.handler(({ context }) => rules.profile(agentOf(context).companyId)),
    try: os.robot.try.handler(({ context, input }) => robot.try(agentOf(context).companyId, input.question)),
    unanswered: os.robot.unanswered.handler(({ context, input }) => unanswered.list(agentOf(context).companyId, input)),
    settle: os.robot.settle.handler(({ context, input }) => knowledge.settle(agentOf(context), input)),
    dismiss: os.robot.dismiss.handler(({ context, input }) =>
      unanswered.dismiss(agentOf(context).companyId, input.questionId),
    ),
    setCustody: os.robot.setCustody.handler(({ context, input }) =>
      custody.set(agentOf(context), input.conversationId, input.isOn),
    ),
    standIn: os.robot.standIn.handler(({ context }) => standIn.get(agentOf(context))),
    setStandIn: os.robot.setStandIn.handler(({ context, input }) => standIn.set(agentOf(context), input.isOn)),
  }
}
