import type { audit as zhAudit, permission as zhPermission } from '../zh-CN/codes.ts'

export const permission: typeof zhPermission = {
  group: {
    conversation: 'Conversations',
    visitor: 'Visitors',
    team: 'Team',
    role: 'Roles',
    agent: 'Agents',
    company: 'Company',
    site: 'Sites',
    security: 'Security',
    card: 'Cards',
    ticket: 'Tickets',
    rating: 'Ratings',
  },
  conversation: {
    serve: { title: 'Serve visitors', hint: 'Take, answer, end and hand over own conversations.' },
    view_all: { title: 'See others’ conversations', hint: 'Within the data scope.' },
    transfer_any: {
      title: 'Hand over others’ conversations',
      hint: 'Give a colleague’s conversation to somebody else.',
    },
  },
  visitor: { view: { title: 'See visitors', hint: 'Who is online, sources, trails and earlier visits.' } },
  team: {
    view: { title: 'See the team', hint: 'Agents, groups and roles.' },
    manage: { title: 'Manage the team', hint: 'Add and change agents and groups, reset passwords.' },
  },
  role: { manage: { title: 'Manage roles', hint: 'Add roles and change what they may do.' } },
  agent: { force_end: { title: 'Force offline', hint: 'End all logins of an agent at once.' } },
  company: { manage: { title: 'Change the company profile', hint: 'Name, time zone and contact.' } },
  site: { manage: { title: 'Manage sites and styles', hint: 'Allowed domains and the look of the chat.' } },
  security: { audit: { title: 'See security logs', hint: 'Login log and operation log.' } },
  card: { manage: { title: 'Manage card fields', hint: 'Which fields cards have and who sees them.' } },
  ticket: {
    handle: { title: 'Handle tickets', hint: 'Make, comment and change own, the group’s and watched tickets.' },
    manage: { title: 'Manage all tickets', hint: 'See and change every ticket, and the ticket types.' },
  },
  rating: { manage: { title: 'Set up ratings', hint: 'When visitors are asked, and which reasons they can tick.' } },
}

export const audit: typeof zhAudit = {
  agent: {
    added: 'Added an agent',
    saved: 'Changed an agent',
    password_reset: 'Reset a password',
    password_changed: 'Changed own password',
    profile_saved: 'Changed own profile',
    forced_end: 'Forced offline',
  },
  group: { added: 'Added a group', saved: 'Changed a group', removed: 'Deleted a group' },
  role: { added: 'Added a role', saved: 'Changed a role', removed: 'Deleted a role' },
  company: { saved: 'Changed the company profile' },
  site: { added: 'Added a site', saved: 'Changed a site', removed: 'Deleted a site' },
  style: { added: 'Added a style', saved: 'Changed a style', removed: 'Deleted a style' },
  session: { ended: 'Ended a session' },
  conversation: {
    transferred: 'Handed over a conversation',
    joined: 'Joined a conversation',
    left: 'Left a conversation',
  },
  message: { recalled: 'Recalled a message', original_viewed: 'Looked at a recalled message' },
  visitor: { renamed: 'Renamed a visitor' },
  card: { saved: 'Changed a card', merged: 'Merged visitors', merge_undone: 'Undid a merge of visitors' },
  card_field: {
    added: 'Added a card field',
    saved: 'Changed a card field',
    removed: 'Removed a card field',
    ordered: 'Reordered card fields',
  },
  ticket: { added: 'Made a ticket', changed: 'Changed a ticket' },
  ticket_type: { added: 'Added a ticket type', saved: 'Changed a ticket type', removed: 'Removed a ticket type' },
  rating: { settings_saved: 'Changed how ratings work' },
}
