import { z } from 'zod'
import { Id, line, Moment } from './ids.ts'
import { dataScopes, permissions } from './permission.ts'
import { route } from './route.ts'

/** `offline` is never chosen: it is what an agent without a live connection is. */
export const ChosenState = z.enum(['online', 'busy', 'away', 'invisible'])
export type ChosenState = z.infer<typeof ChosenState>
export const AgentState = z.enum(['online', 'busy', 'away', 'invisible', 'offline'])
export type AgentState = z.infer<typeof AgentState>

export const Account = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,39}$/)
/** No composition rules (ASVS 6.2): length, and not one of the commonly breached ones. */
export const Password = z.string().min(10).max(128)

export const Agent = z.object({
  agentId: Id,
  number: z.int().describe('Short number within the company, shown as 工号.'),
  account: z.string(),
  name: z.string(),
  nickname: z.string().describe('What visitors see.'),
  avatarUrl: z.string().nullable(),
  email: z.string(),
  phone: z.string(),
  roleId: Id,
  groupIds: z.array(Id),
  siteIds: z.array(Id).describe('Sites served; empty means all.'),
  capacity: z.int().describe('How many open conversations routing may give this agent at once.'),
  isEnabled: z.boolean(),
  isOwner: z.boolean(),
  createdAt: Moment,
  lastLoginAt: Moment.nullable(),
})
export type Agent = z.infer<typeof Agent>

export const SaveAgent = z.object({
  account: Account,
  name: line(40).min(1),
  nickname: line(40).min(1),
  email: z.union([z.literal(''), z.email()]).default(''),
  phone: z.string().trim().max(30).default(''),
  roleId: Id,
  groupIds: z.array(Id).max(50).default([]),
  siteIds: z.array(Id).max(200).default([]),
  capacity: z.int().min(0).max(500).default(10),
  isEnabled: z.boolean().default(true),
})
export type SaveAgent = z.infer<typeof SaveAgent>

/** What colleagues see of each other, live. */
export const Colleague = z.object({
  agentId: Id,
  name: z.string(),
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  groupIds: z.array(Id),
  state: AgentState,
  load: z.int().describe('Open conversations now.'),
  capacity: z.int(),
})
export type Colleague = z.infer<typeof Colleague>

export const Group = z.object({
  groupId: Id,
  parentId: Id.nullable(),
  name: z.string(),
  leaderId: Id.nullable(),
  memberIds: z.array(Id),
})
export type Group = z.infer<typeof Group>
export const SaveGroup = z.object({
  name: line(40).min(1),
  parentId: Id.nullable().default(null),
  leaderId: Id.nullable().default(null),
  memberIds: z.array(Id).max(2_000).default([]),
})
export type SaveGroup = z.infer<typeof SaveGroup>

export const PermissionCode = z.enum(permissions)
export const DataScopeCode = z.enum(dataScopes)
export const Role = z.object({
  roleId: Id,
  builtIn: z
    .enum(['owner', 'administrator', 'supervisor', 'agent', 'analyst'])
    .nullable()
    .describe('Set for the roles every company has; their names come from the dictionaries.'),
  name: z.string(),
  permissions: z.array(PermissionCode),
  dataScope: DataScopeCode,
  agentCount: z.int(),
})
export type Role = z.infer<typeof Role>
export const SaveRole = z.object({
  name: line(40).min(1),
  permissions: z.array(PermissionCode),
  dataScope: DataScopeCode,
})
export type SaveRole = z.infer<typeof SaveRole>

const tag = 'team'
const view = { access: 'team.view', audit: null, tag } as const
const manage = { access: 'team.manage', tag } as const
const roles = { access: 'role.manage', tag } as const

export const team = {
  agents: route('GET', '/agents', { ...view, title: 'All agents' }).output(z.array(Agent)),
  addAgent: route('POST', '/agents', {
    ...manage,
    audit: 'agent.added',
    title: 'Add an agent; answers with a one-time password',
  })
    .input(SaveAgent)
    .output(z.object({ agent: Agent, oneTimePassword: z.string() })),
  saveAgent: route('PUT', '/agents/{agentId}', {
    ...manage,
    audit: 'agent.saved',
    title: 'Change an agent; a new role or disabling ends the sessions',
  })
    .input(SaveAgent.extend({ agentId: Id }))
    .output(Agent),
  resetPassword: route('POST', '/agents/{agentId}/password-reset', {
    ...manage,
    audit: 'agent.password_reset',
    title: 'Give an agent a new one-time password and end all sessions',
  })
    .input(z.object({ agentId: Id }))
    .output(z.object({ oneTimePassword: z.string() })),
  groups: route('GET', '/groups', { ...view, title: 'Groups with their members' }).output(z.array(Group)),
  addGroup: route('POST', '/groups', { ...manage, audit: 'group.added', title: 'Add a group' })
    .input(SaveGroup)
    .output(Group),
  saveGroup: route('PUT', '/groups/{groupId}', { ...manage, audit: 'group.saved', title: 'Change a group' })
    .input(SaveGroup.extend({ groupId: Id }))
    .output(Group),
  removeGroup: route('DELETE', '/groups/{groupId}', {
    ...manage,
    audit: 'group.removed',
    title: 'Remove a group; its members stay',
  }).input(z.object({ groupId: Id })),
  roles: route('GET', '/roles', { ...view, title: 'Roles' }).output(z.array(Role)),
  addRole: route('POST', '/roles', { ...roles, audit: 'role.added', title: 'Add a role' })
    .input(SaveRole)
    .output(Role),
  saveRole: route('PUT', '/roles/{roleId}', {
    ...roles,
    audit: 'role.saved',
    title: 'Change a role; ends the sessions of its agents',
  })
    .input(SaveRole.extend({ roleId: Id }))
    .output(Role),
  removeRole: route('DELETE', '/roles/{roleId}', {
    ...roles,
    audit: 'role.removed',
    title: 'Remove a role that no agent has',
  }).input(z.object({ roleId: Id })),
  saveProfile: route('PUT', '/me/profile', {
    access: 'signed-in',
    audit: 'agent.profile_saved',
    title: 'Change my own nickname, avatar and contacts',
    tag,
  })
    .input(
      z.object({
        nickname: line(40).min(1),
        email: z.union([z.literal(''), z.email()]),
        phone: z.string().trim().max(30),
        avatarFileId: Id.nullable()
          .optional()
          .describe('An uploaded image; null removes the avatar, absent leaves it.'),
      }),
    )
    .output(Agent),
  setState: route('PUT', '/me/state', {
    access: 'signed-in',
    audit: null,
    title: 'Choose my state: routing gives conversations only to those online',
    tag,
  })
    .input(z.object({ state: ChosenState }))
    .output(z.object({ state: AgentState })),
  colleagues: route('GET', '/colleagues', {
    access: 'signed-in',
    audit: null,
    title: 'Who is there, in which state, with how many conversations',
    tag,
  }).output(z.array(Colleague)),
}
