import { z } from 'zod'
import { Id, line, Moment, PageRequest, pageOf } from './ids.ts'
import { route } from './route.ts'
import { secret } from './secret.ts'
import { AgentState, ChosenState, DataScopeCode, Password, PermissionCode } from './team.ts'

/** Who I am, what I may do: all that a console needs to draw itself. */
export const Me = z.object({
  agentId: Id,
  companyId: Id,
  companyCode: z.string(),
  companyName: z.string(),
  timeZone: z.string(),
  account: z.string(),
  name: z.string(),
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  email: z.string(),
  phone: z.string(),
  roleName: z.string(),
  isOwner: z.boolean(),
  permissions: z.array(PermissionCode),
  dataScope: DataScopeCode,
  state: AgentState,
  chosenState: ChosenState,
  capacity: z.int(),
  /** True after a login with a one-time password: every other route answers `security.password_change_required`. */
  mustChangePassword: z.boolean(),
})
export type Me = z.infer<typeof Me>

/** Lengths are bounded but otherwise anything is accepted, so that a wrong account looks like a wrong password. */
export const Login = z.object({
  companyCode: z.string().trim().min(1).max(60),
  account: z.string().trim().min(1).max(60),
  password: secret(z.string().min(1).max(200)),
})
export type Login = z.infer<typeof Login>

export const Session = z.object({
  sessionId: Id,
  isCurrent: z.boolean(),
  createdAt: Moment,
  lastUsedAt: Moment,
  ip: z.string(),
  region: z.string(),
  device: z.string(),
})
export type Session = z.infer<typeof Session>

export const LoginRecord = z.object({
  id: Id,
  at: Moment,
  account: z.string(),
  agentId: Id.nullable(),
  outcome: z.enum(['succeeded', 'failed', 'throttled', 'logged_out', 'ended']),
  ip: z.string(),
  region: z.string(),
  device: z.string(),
})
export type LoginRecord = z.infer<typeof LoginRecord>

export const AuditRecord = z.object({
  id: Id,
  at: Moment,
  agentId: Id.nullable(),
  agentName: z.string(),
  action: z.string(),
  /** The id of what was changed, when there is one. */
  subject: z.string().nullable(),
  /** What was asked for, without secrets. */
  detail: z.record(z.string(), z.unknown()),
  ip: z.string(),
})
export type AuditRecord = z.infer<typeof AuditRecord>

const tag = 'security'
const mine = { access: 'signed-in', tag } as const

export const security = {
  login: route('POST', '/login', {
    access: 'public',
    audit: null,
    title: 'Log in; sets the session cookie, and answers with the token for clients that keep no cookies',
    tag,
  })
    .input(Login)
    .output(z.object({ me: Me, token: z.string() })),
  logout: route('POST', '/logout', { ...mine, audit: null, title: 'End this session', allowsOneTimePassword: true }),
  me: route('GET', '/me', { ...mine, audit: null, title: 'Who I am', allowsOneTimePassword: true }).output(Me),
  changePassword: route('PUT', '/me/password', {
    ...mine,
    audit: 'agent.password_changed',
    title: 'Change my password; ends all my other sessions',
    allowsOneTimePassword: true,
  }).input(z.object({ current: secret(z.string().min(1).max(200)), next: secret(Password) })),
  sessions: route('GET', '/me/sessions', { ...mine, audit: null, title: 'Where I am logged in' }).output(
    z.array(Session),
  ),
  endSession: route('DELETE', '/me/sessions/{sessionId}', {
    ...mine,
    audit: 'session.ended',
    title: 'End one of my sessions',
  }).input(z.object({ sessionId: Id })),
  forceEnd: route('POST', '/agents/{agentId}/force-end', {
    access: 'agent.force_end',
    audit: 'agent.forced_end',
    title: 'End all sessions of an agent at once; the agent is told why',
    tag,
  }).input(z.object({ agentId: Id, reason: line(200).min(1) })),
  logins: route('GET', '/logs/logins', { access: 'security.audit', audit: null, title: 'Login log', tag })
    .input(PageRequest)
    .output(pageOf(LoginRecord)),
  audits: route('GET', '/logs/operations', { access: 'security.audit', audit: null, title: 'Operation log', tag })
    .input(PageRequest)
    .output(pageOf(AuditRecord)),
}
