import type { SaveAgent, SaveTicketType, Site, StyleLook } from '@youwen/contract'
import type { Parts } from '../app.ts'
import { demoCompanyCode } from '../demo.ts'
import { ownerOf } from '../modules/phrase/index.ts'
import { asOwner } from '../modules/team/index.ts'
import { oneTimePassword } from '../platform/passwords/index.ts'
import { makeDemoAppointments } from './demo-appointments.ts'
import { makeDemoCatalog } from './demo-catalog.ts'
import { demoClasses, demoPhrases } from './demo-desk.ts'
import { writeDemoHistory } from './demo-history.ts'
import { demoKnowledge } from './demo-knowledge.ts'

export { demoCompanyCode }

/** The people of the demo company; tests and screenshots know them by these accounts. */
export type DemoAccount = 'owner' | 'xiaolin' | 'xiaochen' | 'laozhou'

export interface DemoLogin {
  readonly account: DemoAccount
  readonly name: string
  readonly password: string
  /** Good for one login: another password must be chosen then. */
  readonly isOneTime: boolean
}

export interface Demo {
  readonly companyCode: string
  readonly companyId: string
  readonly site: Site
  readonly agentIds: Readonly<Record<DemoAccount, string>>
  readonly logins: readonly DemoLogin[]
}

export interface DemoOptions {
  /** For tests; one that is not given is made at random. */
  readonly passwords?: Partial<Readonly<Record<DemoAccount, string>>>
  /** Where the demo shop is found; its products lead there. */
  readonly shopUrl?: string
}

const look: StyleLook = {
  accent: '#1f4d47',
  position: 'right',
  offsetX: 24,
  offsetY: 24,
  button: 'round',
  buttonText: { 'zh-CN': '问问设计师', 'en-US': 'Ask a designer' },
  title: { 'zh-CN': '云舟家居', 'en-US': 'Yunzhou Home' },
  welcome: {
    'zh-CN': '您好，我是云舟家居的客服。尺寸、材质、送装，想问什么都可以。',
    'en-US': 'Hello from Yunzhou Home. Sizes, materials, delivery: ask us anything.',
  },
  locale: 'auto',
}

const people: readonly Pick<SaveAgent, 'account' | 'name' | 'nickname' | 'email' | 'capacity'>[] = [
  { account: 'xiaolin', name: '林晓', nickname: '小林', email: 'xiaolin@yunzhou.example', capacity: 10 },
  { account: 'xiaochen', name: '陈思远', nickname: '小陈', email: 'xiaochen@yunzhou.example', capacity: 8 },
  { account: 'laozhou', name: '周国平', nickname: '老周', email: 'laozhou@yunzhou.example', capacity: 5 },
]

const ticketTypes: readonly SaveTicketType[] = [
  { name: '退换货', colour: 'amber', priority: 'high', dueHours: 24 },
  { name: '投诉', colour: 'red', priority: 'urgent', dueHours: 4 },
  { name: '定制报价', colour: 'blue', priority: 'normal', dueHours: 72 },
]

/**
 * The demo company 云舟家居 with its site, its people and a few conversations of last week, made by the services that
 * everybody else goes through. Throws `company.code_taken` when it is there already. No password is a default: those
 * not handed in are random and answered here once.
 */
export async function createDemo(
  parts: Parts,
  { passwords = {}, shopUrl = 'https://www.yunzhou.example' }: DemoOptions = {},
): Promise<Demo> {
  const { team, company } = parts
  const firstOf = (account: DemoAccount, mustChange: boolean) => ({
    password: passwords[account] ?? oneTimePassword(),
    mustChange: mustChange && passwords[account] === undefined,
  })

  const first = firstOf('owner', true)
  const { companyId } = await parts.createCompany({
    code: demoCompanyCode,
    name: '云舟家居',
    owner: { account: 'owner', name: '苏云', first },
  })
  const logins: DemoLogin[] = [
    { account: 'owner', name: '苏云', password: first.password, isOneTime: first.mustChange },
  ]
  const owner = (await team.agents.list(companyId)).find(({ isOwner }) => isOwner)
  if (!owner) throw new Error('A company was made without its owner.')
  const agentIds: Record<DemoAccount, string> = { owner: owner.agentId, xiaolin: '', xiaochen: '', laozhou: '' }

  const site = await company.addSite(companyId, { name: '官网', allowedDomains: [] }, look)
  const actor = asOwner(companyId)
  const roles = new Map((await team.roles.list(companyId)).map(({ builtIn, roleId }) => [builtIn, roleId]))
  for (const person of people) {
    const account = person.account as Exclude<DemoAccount, 'owner'>
    const roleId = roles.get(account === 'laozhou' ? 'supervisor' : 'agent')
    if (!roleId) throw new Error('A company was made without the built-in roles.')
    const given = firstOf(account, false)
    const request = { ...person, roleId, phone: '', groupIds: [], siteIds: [], isEnabled: true }
    const { agent } = await team.agents.add(actor, request, given)
    agentIds[account] = agent.agentId
    logins.push({ account, name: person.nickname, password: given.password, isOneTime: false })
  }
  const { xiaolin, xiaochen, laozhou } = agentIds
  await team.groups.add(companyId, { name: '售前', parentId: null, leaderId: laozhou, memberIds: [xiaolin, xiaochen] })
  await team.groups.add(companyId, { name: '售后', parentId: null, leaderId: laozhou, memberIds: [laozhou] })

  for (const type of ticketTypes) await parts.tickets.types.add(companyId, type)

  await fillDemoDesk(parts, companyId, agentIds.owner)

  await makeDemoCatalog(parts, { companyId, agentId: agentIds.owner, shopUrl })

  for (const { title, questions } of demoKnowledge) {
    const entries = questions.map(({ answer, ...question }) => ({
      ...question,
      kind: 'question' as const,
      variants: [...question.variants],
      body: { type: 'text' as const, text: answer },
      isEnabled: true,
    }))
    await parts.robot.knowledge.learn(companyId, title, entries)
  }

  const conversationIds = await writeDemoHistory(parts.db, { companyId, siteId: site.siteId, agentIds })
  await makeDemoAppointments(parts, { companyId, agentIds, conversationIds })
  return { companyCode: demoCompanyCode, companyId, site, agentIds, logins }
}

async function fillDemoDesk({ phrases, conversations }: Parts, companyId: string, agentId: string) {
  const owner = ownerOf({ companyId, agentId }, 'shared')
  const last = (folderId: string | null) => ({ folderId, beforeId: null })
  for (const { folder, phrases: within } of demoPhrases) {
    const { phraseId } = await phrases.editing.add(owner, {
      place: last(null),
      phrase: { kind: 'folder', title: folder },
    })
    for (const { title, code, text } of within) {
      const phrase = { kind: 'phrase' as const, title, code, body: { type: 'text' as const, text } }
      await phrases.editing.add(owner, { place: last(phraseId), phrase })
    }
  }
  for (const { name, colour, below } of demoClasses) {
    const { classId } = await conversations.classes.add(companyId, { name, colour, parentClassId: null })
    for (const each of below) await conversations.classes.add(companyId, { name: each, colour, parentClassId: classId })
  }
}
