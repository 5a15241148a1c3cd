import { createHash, randomBytes } from 'node:crypto'
import { builtInRoles, type StyleLook } from '@youwen/contract'
import { parse, v7 as uuidv7 } from 'uuid'
import type { Db } from '../../../../apps/server/src/platform/db/index.ts'

export interface RigCompany {
  readonly companyId: string
  readonly siteId: string
  readonly siteKey: string
  readonly styleId: string
  readonly agents: readonly { readonly agentId: string; readonly token: string }[]
}

const look: StyleLook = {
  accent: '#4457d9',
  position: 'right',
  offsetX: 24,
  offsetY: 24,
  button: 'round',
  buttonText: { 'zh-CN': '在线咨询', 'en-US': 'Chat' },
  title: { 'zh-CN': '在线客服', 'en-US': 'Customer service' },
  welcome: { 'zh-CN': '您好', 'en-US': 'Hello' },
  locale: 'auto',
}

/**
 * A company with one site and as many logged-in agents as wanted, written directly: a rig measures messages, not
 * logins, and argon2 would make of the first minute a measurement of itself.
 */
export async function furnish(db: Db, { agents }: { agents: number }): Promise<RigCompany> {
  const companyId = uuidv7()
  const code = `rig-${randomBytes(4).toString('hex')}`
  const siteKey = `${code}.${randomBytes(6).toString('hex')}`
  const [siteId, styleId, roleId] = [uuidv7(), uuidv7(), uuidv7()]
  const people = Array.from({ length: agents }, () => ({ agentId: uuidv7(), token: sessionToken(companyId) }))

  await db.all(async ({ q }) => {
    await q.insertInto('company').values({ company_id: companyId, code, name: '压测公司' }).execute()
    await q.insertInto('company_directory').values({ company_id: companyId, code }).execute()
    await q
      .insertInto('company_site')
      .values({ company_id: companyId, site_id: siteId, key: siteKey, name: '官网' })
      .execute()
    await q
      .insertInto('company_style')
      .values({
        company_id: companyId,
        style_id: styleId,
        site_id: siteId,
        name: '默认',
        is_default: true,
        look: JSON.stringify(look),
      })
      .execute()
    await q
      .insertInto('team_role')
      .values({
        company_id: companyId,
        role_id: roleId,
        built_in: 'agent',
        name: '客服',
        permissions: [...builtInRoles.agent.permissions],
        data_scope: 'own',
      })
      .execute()
    if (people.length === 0) return
    await q
      .insertInto('team_agent')
      .values(
        people.map(({ agentId }, i) => ({
          company_id: companyId,
          agent_id: agentId,
          number: i + 1,
          account: `agent${i + 1}`,
          name: `客服${i + 1}`,
          nickname: `客服${i + 1}`,
          role_id: roleId,
          capacity: 500,
          password_hash: 'nobody logs in with a password here',
        })),
      )
      .execute()
    await q
      .insertInto('security_session')
      .values(
        people.map(({ agentId, token }) => ({
          company_id: companyId,
          session_id: uuidv7(),
          agent_id: agentId,
          token_hash: createHash('sha256').update(token).digest(),
          expires_at: new Date(Date.now() + 24 * 3_600_000),
          ip: '127.0.0.1',
        })),
      )
      .execute()
  })
  return { companyId, siteId, siteKey, styleId, agents: people }
}

/** The form that the server gives its session tokens. */
const sessionToken = (companyId: string) =>
  `${Buffer.from(parse(companyId)).toString('base64url')}.${randomBytes(32).toString('base64url')}`
