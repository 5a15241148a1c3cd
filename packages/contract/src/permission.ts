/**
 * What a role may be allowed to do. Codes are `<module>.<what>`; the console shows them grouped by module with the
 * texts `permission.<code>` of its dictionaries.
 */
export const permissions = [
  'conversation.serve',
  'conversation.view_all',
  'conversation.transfer_any',
  'class.manage',
  'filter.share',
  'visitor.view',
  'phrase.manage',
  'robot.manage',
  'invite.send',
  'shield.block',
  'shield.manage',
  'sensitive.manage',
  'sensitive.review',
  'team.view',
  'team.monitor',
  'team.manage',
  'role.manage',
  'agent.force_end',
  'company.manage',
  'site.manage',
  'security.audit',
  'card.manage',
  'ticket.handle',
  'ticket.manage',
  'appointment.handle',
  'appointment.manage',
  'rating.manage',
  'notice.manage',
  'app.manage',
  'catalog.manage',
  'assistant.manage',
  'sms.manage',
] as const
export type Permission = (typeof permissions)[number]

export const dataScopes = ['own', 'group', 'all'] as const
/** Whose conversations and visitors a role sees. */
export type DataScope = (typeof dataScopes)[number]

/** Roles that every company has. They cannot be removed; only the owner's cannot be changed either. */
export const builtInRoles = {
  owner: { dataScope: 'all', permissions: [...permissions] },
  administrator: { dataScope: 'all', permissions: [...permissions] },
  supervisor: {
    dataScope: 'group',
    permissions: [
      'conversation.serve',
      'conversation.view_all',
      'conversation.transfer_any',
      'class.manage',
      'filter.share',
      'visitor.view',
      'phrase.manage',
      'robot.manage',
      'invite.send',
      'shield.block',
      'shield.manage',
      'sensitive.manage',
      'sensitive.review',
      'team.view',
      'team.monitor',
      'agent.force_end',
      'ticket.handle',
      'ticket.manage',
      'appointment.handle',
      'appointment.manage',
    ],
  },
  agent: {
    dataScope: 'own',
    permissions: [
      'conversation.serve',
      'visitor.view',
      'invite.send',
      'shield.block',
      'team.view',
      'ticket.handle',
      'appointment.handle',
    ],
  },
  analyst: { dataScope: 'all', permissions: ['conversation.view_all', 'visitor.view', 'team.view'] },
} as const satisfies Record<string, { dataScope: DataScope; permissions: readonly Permission[] }>
export type BuiltInRole = keyof typeof builtInRoles
