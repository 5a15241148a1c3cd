import type { Agent, Company, Group, Role, SaveStyle, Site, Style } from '@youwen/contract'
import { connect, type Speaker } from '../../attacks/src/speaker.ts'
import { makeAppointments } from './canary-appointments.ts'
import { type Ask, askerOf } from './canary-ask.ts'
import { fillCards } from './canary-cards.ts'
import { writeCatalog } from './canary-catalog.ts'
import { writePhrases } from './canary-phrases.ts'
import { fillTalk, openTalk, sendBystanders, talkCount } from './canary-talks.ts'
import { at, joined, texts, textsUpTo } from './canary-texts.ts'
import { type Account, company, type TestServer } from './server.ts'

type SiteWithStyles = Site & { styles: Style[] }

/**
 * The demo company with hostile texts in every field that takes one, brought in through the public API and the realtime
 * protocol, as anybody could.
 */
export async function furnish(server: TestServer) {
  const { url } = server
  const logIn = async (account: Account) => {
    const login = { companyCode: company, account, password: server.passwordOf(account) }
    const { token, me } = await askerOf(url)<{ token: string; me: { agentId: string } }>('security.login', login)
    return { token, agentId: me.agentId, ask: askerOf(url, token) }
  }
  const owner = await logIn('owner')
  const { ask } = owner
  await ask('security.changePassword', { current: server.passwordOf('owner'), next: 'rather long and odd 71' })
  await makeRoom(ask, owner.agentId)

  const site = siteOf({ sites: await ask<SiteWithStyles[]>('company.sites') })
  const desk = await sitDown(url, owner.token)
  const opened = await Promise.all(Array.from({ length: talkCount }, (_, index) => openTalk(url, site.key, index)))
  const colleague = await logIn('xiaolin')
  const colleagueDesk = await sitDown(url, colleague.token)
  const sides = { url, ask, desk, ownerId: owner.agentId, colleagueId: colleague.agentId }
  const talks = await Promise.all(opened.map((one, index) => fillTalk(sides, one, index)))
  const bystanders = await sendBystanders(url, ask, site.key)
  const phrases = await writePhrases(ask)
  const catalog = await writeCatalog(url, ask)
  const cards = await fillCards(ask, talks)
  const booked = await makeAppointments(ask)
  // Last what there is least of, so that the first pages of the operation log have something of everything.
  await nameTeam(ask)
  await nameSites(ask)
  await nameStyles(ask, site)
  await nameCompany(ask)

  return {
    ask,
    owner,
    logIn,
    /** Somebody tries to log in under a name that nobody has. */
    failToLogIn: (account: string) =>
      askerOf(url)('security.login', { companyCode: company, account, password: account }).then(
        () => Promise.reject(new Error(`Somebody is called ${account}.`)),
        () => {},
      ),
    talks,
    bystanders,
    phrases,
    catalog,
    cards,
    booked,
    /** As the server stored them: names lose what nobody sees. */
    company: await ask<Company>('company.get'),
    sites: await ask<SiteWithStyles[]>('company.sites'),
    agents: await ask<Agent[]>('team.agents'),
    groups: await ask<Group[]>('team.groups'),
    roles: await ask<Role[]>('team.roles'),
    async [Symbol.asyncDispose]() {
      const speakers = [desk, colleagueDesk, ...[...talks, ...bystanders].map(({ visitor }) => visitor)]
      await Promise.all(speakers.map((speaker) => speaker[Symbol.asyncDispose]()))
    },
  }
}
export type World = Awaited<ReturnType<typeof furnish>>

export function ownerOf({ agents }: World): Agent {
  const owner = agents.find(({ isOwner }) => isOwner)
  if (!owner) throw new Error('A company without an owner.')
  return owner
}
/** The one that the visitors are on. */
export function siteOf({ sites: [site] }: Pick<World, 'sites'>): SiteWithStyles {
  if (!site) throw new Error('A company without a site.')
  return site
}

async function sitDown(url: string, token: string): Promise<Speaker> {
  const speaker = await connect('/realtime/agent', { origin: url })
  speaker.say({ type: 'hello', protocol: 1, token })
  await speaker.until(({ type }) => type === 'welcome')
  return speaker
}

async function makeRoom(ask: Ask, agentId: string) {
  const owner = (await ask<Agent[]>('team.agents')).find((agent) => agent.agentId === agentId)
  await ask('team.saveAgent', { ...owner, capacity: 400 })
}

async function nameTeam(ask: Ask) {
  const names = textsUpTo(40)
  const phones = textsUpTo(30)
  const roles: Role[] = []
  for (const name of names)
    roles.push(await ask('team.addRole', { name, permissions: ['team.view'], dataScope: 'own' }))
  const known = await ask<Agent[]>('team.agents')
  for (const [index, agent] of known.entries()) {
    const name = at(names, index + 27)
    await ask('team.saveAgent', { ...agent, name, nickname: at(names, index * 9), phone: at(phones, index) })
  }
  const memberIds = known.map(({ agentId }) => agentId)
  for (const [index, name] of names.entries()) {
    await ask('team.addGroup', { name, leaderId: at(memberIds, index), memberIds })
  }
  // Not one for each: their passwords are hashed, which is made to take its time.
  for (let index = 0; index < 24; index++) {
    await ask('team.addAgent', {
      account: `guest${index}`,
      name: at(names, index * 4),
      nickname: at(names, index * 4 + 2),
      phone: at(phones, index + 4),
      roleId: roles[index * 3]?.roleId,
    })
  }
}

async function nameSites(ask: Ask) {
  for (const name of textsUpTo(40)) await ask('company.addSite', { name, allowedDomains: [] })
}

/** The first one is what the demo shop shows; each of the others has an address of its own. */
async function nameStyles(ask: Ask, { siteId, styles: [first] }: SiteWithStyles) {
  if (!first) throw new Error('A site without a style.')
  const welcomes = joined(texts, 300)
  const styleOf = (index: number): SaveStyle => {
    const both = (list: readonly string[]) => ({ 'zh-CN': at(list, index), 'en-US': at(list, index + talkCount) })
    const [title, buttonText, welcome] = [both(textsUpTo(30)), both(textsUpTo(20)), both(welcomes)]
    return { name: at(textsUpTo(40), index * 5), look: { ...first.look, button: 'bar', title, buttonText, welcome } }
  }
  await ask('company.saveStyle', { styleId: first.styleId, ...styleOf(0) })
  for (let index = 1; index < talkCount; index++) await ask('company.addStyle', { siteId, ...styleOf(index) })
}

/** One after another: the last stays, the operation log keeps them all. */
async function nameCompany(ask: Ask) {
  const { timeZone, locale } = await ask<Company>('company.get')
  for (let index = 0; index < 8; index++) {
    const person = at(textsUpTo(40), index * 11 + 15)
    const phone = at(textsUpTo(30), index * 5 + 1)
    const address = at(textsUpTo(120), index * 23)
    const name = at(textsUpTo(60), index * 19 + 3)
    await ask('company.save', { name, timeZone, locale, contact: { person, phone, email: '', address } })
  }
}
