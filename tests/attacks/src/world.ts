import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { createApp } from '../../../apps/server/src/app.ts'
import { readConfig } from '../../../apps/server/src/platform/config/index.ts'
import { testDatabase } from '../../../apps/server/src/testing/database.ts'
import { type Answer, call, operations } from './operations.ts'
import { type Ids, newMessageId } from './sample.ts'
import { connect, type Speaker } from './speaker.ts'

export const password = 'rather long and odd 71'

/** A whole server on a database of its own, as `npm start` runs it, without a company in it. */
export async function startServer(env: Record<string, string> = {}) {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-attacked-'))
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1:0',
    DATABASE_URL: database.url,
    YOUWEN_DATA: dataDir,
    YOUWEN_SECRET: randomBytes(32).toString('base64url'),
    YOUWEN_DEMO: '0',
    LOG_LEVEL: 'silent',
    // Nobody is there.
    SMS_ALIYUN_URL: 'https://aliyun.invalid',
    SMS_TENCENT_URL: 'https://tencent.invalid',
    ...env,
  })
  const app = await createApp({ config, databaseUrl: database.url, log: pino({ level: 'silent' }) })
  const origin = app.localUrl
  return {
    app,
    database,
    origin,
    /** By the name of the route in the contract. */
    ask: (name: string, input: unknown, headers?: Record<string, string>): Promise<Answer> =>
      call(origin, operationNamed(name), input, headers),
    /** As if somebody had forgotten it in every migration. */
    async withoutRowSecurity() {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      const { rows } = await client.query<{ name: string }>(
        `select format('%I', relname) as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`,
      )
      for (const { name } of rows) await client.query(`alter table ${name} disable row level security`)
      await client.end()
      return rows.length
    },
    /** Everything said is written, summed up and findable. */
    async settled() {
      await app.conversations.settled()
      await app.conversations.indexNow()
      await app.conversations.settled()
      await app.supervision.counter.flush()
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
export type Server = Awaited<ReturnType<typeof startServer>>

export function operationNamed(name: string) {
  const operation = operations.find((one) => one.name === name)
  if (!operation) throw new Error(`The contract has no route "${name}".`)
  return operation
}

/** What a success answered. */
export async function must<T = Record<string, string>>(answer: Promise<Answer>): Promise<T> {
  const { status, body } = await answer
  if (status !== 200) throw new Error(`Expected a success, got ${status} ${JSON.stringify(body)}`)
  return body as T
}

export interface Person {
  readonly agentId: string
  readonly account: string
  readonly roleId: string
  readonly token: string
  readonly headers: Record<string, string>
}

export interface Guest extends AsyncDisposable {
  readonly visitorId: string
  readonly visitId: string
  readonly token: string
  readonly headers: Record<string, string>
  readonly speaker: Speaker
  /** His first words, and the conversation that they opened. */
  readonly messageId: string
  readonly conversationId: string
}

/**
 * A company with people who have said something: an administrator, an agent with a conversation, a colleague with
 * another one. Its texts all carry `mark`, so that it is noticed wherever one of them turns up.
 */
export async function furnishCompany(server: Server, code: string, mark: string) {
  const { ask, origin } = server
  const { companyId, owner: ownerAccount } = await foundCompany(server, code, mark)
  const owner = await logIn(server, code, ownerAccount, password)

  const site = await must(ask('company.addSite', { name: `${mark} site`, allowedDomains: [] }, owner.headers))
  const otherSite = await must(ask('company.addSite', { name: `${mark} shop`, allowedDomains: [] }, owner.headers))
  const sites = await must<{ siteId: string; styles: { look: unknown }[] }[]>(ask('company.sites', {}, owner.headers))
  const look = sites[0]?.styles[0]?.look
  const style = await must(
    ask('company.addStyle', { siteId: site['siteId'], name: `${mark} style`, look }, owner.headers),
  )
  const roles = await must<{ roleId: string; builtIn: string | null }[]>(ask('team.roles', {}, owner.headers))
  const roleOf = (builtIn: string) => roles.find((role) => role.builtIn === builtIn)?.roleId ?? ''
  const role = await must(
    ask('team.addRole', { name: `${mark} role`, permissions: ['team.view'], dataScope: 'own' }, owner.headers),
  )
  const hire = async (account: string, roleId: string): Promise<Person> => {
    const { agent, oneTimePassword } = await must<{ agent: { agentId: string }; oneTimePassword: string }>(
      ask(
        'team.addAgent',
        { account, name: `${mark} ${account}`, nickname: `${mark} ${account}`, roleId },
        owner.headers,
      ),
    )
    const first = await logIn(server, code, account, oneTimePassword)
    await must(ask('security.changePassword', { current: oneTimePassword, next: password }, first.headers))
    return { ...first, agentId: agent.agentId, account, roleId }
  }
  const admin = await hire('admin', roleOf('administrator'))
  const agent = await hire('agent', roleOf('agent'))
  const colleague = await hire('colleague', roleOf('agent'))
  const parentGroup = await must(ask('team.addGroup', { name: `${mark} department` }, owner.headers))
  const group = await must(
    ask(
      'team.addGroup',
      { name: `${mark} group`, leaderId: colleague.agentId, memberIds: [colleague.agentId] },
      owner.headers,
    ),
  )

  const desk = async (person: Person) => {
    const speaker = await connect('/realtime/agent', { origin })
    speaker.say({ type: 'hello', protocol: 1, token: person.token })
    await speaker.until(({ type }) => type === 'welcome')
    return speaker
  }
  const guest = async (siteKey: string, says: string): Promise<Guest> => {
    const speaker = await connect('/realtime/visitor', { origin })
    speaker.say({ type: 'hello', protocol: 1, site: siteKey, role: 'chat', page: { url: `${origin}/${mark}` } })
    const { token, visitorId, visitId } = await speaker.until(({ type }) => type === 'welcome')
    const messageId = newMessageId()
    speaker.say({ type: 'send', id: messageId, body: { type: 'text', text: `${mark} ${says}` } })
    const { conversationId } = await speaker.until(({ type }) => type === 'ack')
    return {
      visitorId: String(visitorId),
      visitId: String(visitId),
      token: String(token),
      headers: { authorization: `Visitor ${token}` },
      messageId,
      conversationId: String(conversationId),
      speaker,
      [Symbol.asyncDispose]: () => speaker[Symbol.asyncDispose](),
    }
  }
  // What the other visitor says is found, and kept for whoever reviews it.
  const wordHeld = { sides: ['visitor'], action: 'notify', words: [`${mark} word`, 'second question'] }
  await must(ask('sensitive.add', wordHeld, owner.headers))
  const listed = await must<{ items: { wordId: string }[] }>(
    ask('sensitive.words', { side: 'visitor', find: `${mark} word` }, owner.headers),
  )
  const conversationClass = await must(ask('class.add', { name: `${mark} class`, colour: '#3366ff' }, owner.headers))
  const parentClass = await must(ask('class.add', { name: `${mark} kind`, colour: '#3366ff' }, owner.headers))
  const savedBy = async ({ headers }: Pick<Person, 'headers'>, name: string) =>
    String(
      (
        await must(
          ask('filter.add', { place: 'conversation', name, filter: { field: 'channel', is: ['web'] } }, headers),
        )
      )['filterId'],
    )
  const agentDesk = await desk(agent)
  const visitor = await guest(String(site['key']), 'first question')
  const answers = async (text: string) => {
    const messageId = newMessageId()
    const { conversationId } = visitor
    agentDesk.say({ type: 'send', id: messageId, conversationId, body: { type: 'text', text: `${mark} ${text}` } })
    await agentDesk.until(({ type, id }) => type === 'ack' && id === messageId)
    return messageId
  }
  const answerId = await answers('first answer')
  await must(ask('team.setState', { state: 'away' }, agent.headers))
  const colleagueDesk = await desk(colleague)
  const othersMark = `${mark}-ELSEWHERE`
  const otherVisitor = await guest(String(site['key']), `${othersMark} second question`)
  // A conversation of the colleague's that he offers to the agent; another one he offers to the owner.
  const offered = await guest(String(site['key']), 'third question')
  await must(ask('team.setState', { state: 'online' }, agent.headers))

  const upload = async (
    headers: Record<string, string>,
    purpose: 'message' | 'avatar' | 'sheet',
    bytes: Buffer,
    name: string,
  ) => {
    const { fileId, uploadUrl } = await must(ask('file.begin', { name, sizeBytes: bytes.length, purpose }, headers))
    const answer = await fetch(new URL(String(uploadUrl), origin), { method: 'PUT', body: new Uint8Array(bytes) })
    if (answer.status !== 200) throw new Error(`The upload answered ${answer.status} ${await answer.text()}`)
    return String(fileId)
  }
  const sendFile = async ({ headers, speaker }: Guest, name: string) => {
    const fileId = await upload(headers, 'message', Buffer.from(`${name} file`), `${name}.txt`)
    speaker.say({ type: 'send', id: newMessageId(), body: { type: 'file', fileId } })
    await speaker.until((frame) => frame.type === 'ack' && frame['seq'] !== 1)
    return fileId
  }
  const file = await sendFile(visitor, mark)
  const othersFile = await sendFile(otherVisitor, othersMark)
  const avatar = await upload(agent.headers, 'avatar', onePixel, `${mark}.png`)

  const cardField = await must(ask('card.addField', { kind: 'text', name: `${mark} field` }, owner.headers))
  // Another browser of the first visitor: it has said nothing, and is known to be his. Stays: leaving would change rows later.
  const otherBrowser = await connect('/realtime/visitor', { origin })
  otherBrowser.say({ type: 'hello', protocol: 1, site: String(site['key']), role: 'page' })
  const { visitorId: otherVisitorId } = await otherBrowser.until(({ type }) => type === 'welcome')
  const { mergeId } = await must(ask('card.merge', { visitorId: visitor.visitorId, otherVisitorId }, owner.headers))
  const phrases = await furnishPhrases(server, admin.headers, mark)
  const othersPhrases = await furnishPhrases(server, colleague.headers, othersMark, false)
  const sheetOf = (headers: Record<string, string>) =>
    upload(headers, 'sheet', Buffer.from('sku,title,content,question,answer,word\na,a,b,c,d,probe'), 'a.csv')
  const sheet = await sheetOf(admin.headers)
  const othersSheet = await sheetOf(colleague.headers)
  const catalogKey = await furnishCatalog(server, admin.headers, () =>
    upload(admin.headers, 'sheet', Buffer.from(`sku,title,url\nP1,${mark} product,${origin}/${mark}`), 'p.csv'),
  )
  const robot = await furnishRobot(server, admin.headers, companyId, mark)
  const phraseFile = await upload(admin.headers, 'message', onePixel, `${mark}.png`)
  // Somebody who only looks around, and is asked whether he would like to talk.
  const browsing = await connect('/realtime/visitor', { origin })
  browsing.say({
    type: 'hello',
    protocol: 1,
    site: String(site['key']),
    role: 'page',
    page: { url: `${origin}/${mark}` },
  })
  const { visitorId: browsingId } = await browsing.until(({ type }) => type === 'welcome')
  const invitation = await must(
    ask('invite.send', { visitorId: String(browsingId), kind: 'invite', text: `${mark} hello` }, agent.headers),
  )
  // It would run out while the world is looked at, and change by itself.
  await server.database.db.all(({ q }) => sql`update invite set expires_at = now() + interval '1 day'`.execute(q))
  const block = await must(
    ask(
      'shield.block',
      { target: { kind: 'address', address: '203.0.113.9' }, minutes: null, reason: `${mark} reason` },
      owner.headers,
    ),
  )

  const another = await logIn(server, code, agent.account, password)
  const revoked = await logIn(server, code, agent.account, password)
  await must(ask('security.logout', {}, revoked.headers))
  const [othersSession = ''] = (
    await must<{ sessionId: string }[]>(ask('security.sessions', {}, colleague.headers))
  ).map(({ sessionId }) => sessionId)
  const sessions = await must<{ sessionId: string; isCurrent: boolean }[]>(
    ask('security.sessions', {}, another.headers),
  )

  agentDesk.say({
    type: 'send',
    id: newMessageId(),
    conversationId: visitor.conversationId,
    body: { type: 'text', text: `${mark} first answer` },
  })
  await agentDesk.until(({ type }) => type === 'ack')
  await must(ask('rating.invite', { conversationId: visitor.conversationId }, agent.headers))
  const ticketType = await must(
    ask('ticket.addType', { name: `${mark} type`, colour: 'blue', priority: 'normal', dueHours: null }, owner.headers),
  )
  const addTicket = async (person: Person, title: string, conversationId: string) =>
    String(
      (
        await must(ask('ticket.add', { id: newMessageId(), title, description: title, conversationId }, person.headers))
      )['ticketId'],
    )
  const ticket = await addTicket(agent, `${mark} ticket`, visitor.conversationId)
  const othersTicket = await addTicket(colleague, `${othersMark} ticket`, otherVisitor.conversationId)

  const templateOf = { style: 'sky', title: `${mark} title`, place: `${mark} place` }
  const appointmentTemplate = await must(
    ask('appointment.addTemplate', { ...templateOf, name: `${mark} template` }, owner.headers),
  )
  const { templateId } = appointmentTemplate
  const makeAppointment = async (person: Person, name: string, conversationId: string) => {
    const at = new Date(Date.now() + 86_400_000).toISOString()
    const request = { id: newMessageId(), templateId, conversationId, name, at }
    return String((await must(ask('appointment.add', request, person.headers)))['appointmentId'])
  }
  const appointment = await makeAppointment(agent, `${mark} name`, visitor.conversationId)
  const othersAppointment = await makeAppointment(colleague, `${othersMark} name`, otherVisitor.conversationId)

  const ownerDesk = await desk(owner)
  await must(ask('team.setState', { state: 'busy' }, owner.headers))
  const offer = async (conversationId: string, agentId: string) => {
    const answer = ask(
      'conversation.transfer',
      { conversationId, to: { agentId }, note: '', asks: true },
      colleague.headers,
    )
    return (await must<{ transfer: { transferId: string } }>(answer)).transfer.transferId
  }
  const transfer = await offer(offered.conversationId, agent.agentId)
  const othersTransfer = await offer(otherVisitor.conversationId, owner.agentId)
  // They would run out while the world is looked at.
  await server.database.db.all(({ q }) =>
    sql`update conversation_transfer set expires_at = now() + interval '1 day'`.execute(q),
  )
  const announcement = await must(
    ask(
      'notice.announce',
      {
        id: newMessageId(),
        title: `${mark} title`,
        text: `${mark} text`,
        isImportant: true,
        groupIds: [],
        startsAt: null,
        endsAt: null,
      },
      owner.headers,
    ),
  )
  const subscribe = async ({ headers }: Pick<Person, 'headers'>) =>
    String(
      (
        await must(
          ask(
            'webpush.subscribe',
            {
              endpoint: `https://push.example/${newMessageId()}`,
              p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
              auth: 'BTBZMqHH6r4Tts7J_aSIgg',
              locale: 'zh-CN',
              kinds: ['mention'],
            },
            headers,
          ),
        )
      )['webpushSubscriptionId'],
    )

  const ids: Ids = {
    site: String(site['siteId']),
    style: String(style['styleId']),
    agent: colleague.agentId,
    group: String(group['groupId']),
    parentGroup: String(parentGroup['groupId']),
    role: String(role['roleId']),
    session: sessions.find(({ isCurrent }) => isCurrent)?.sessionId ?? '',
    visitor: visitor.visitorId,
    visit: visitor.visitId,
    conversation: visitor.conversationId,
    message: answerId,
    class: String(conversationClass['classId']),
    parentClass: String(parentClass['classId']),
    filter: await savedBy(admin, `${mark} filter`),
    file,
    avatar,
    cardField: String(cardField['fieldId']),
    cardMerge: String(mergeId),
    ticket,
    ticketType: String(ticketType['ticketTypeId']),
    appointment,
    appointmentTemplate: String(templateId),
    sheet,
    phraseFile,
    ...phrases,
    transfer,
    ...robot,
    invite: String(invitation['inviteId']),
    block: String(block['blockId']),
    sensitiveWord: listed.items[0]?.wordId ?? '',
    announcement: String(announcement['noticeId']),
    webpushSubscription: await subscribe(another),
    catalogKey,
  }
  await server.settled()
  return {
    companyId,
    code,
    mark,
    siteKey: String(site['key']),
    otherSiteKey: String(otherSite['key']),
    ids,
    /** What an agent who sees only his own, and the first visitor, know nothing of. */
    othersIds: {
      ...ids,
      visitor: otherVisitor.visitorId,
      visit: otherVisitor.visitId,
      conversation: otherVisitor.conversationId,
      message: otherVisitor.messageId,
      file: othersFile,
      ticket: othersTicket,
      appointment: othersAppointment,
      session: othersSession,
      transfer: othersTransfer,
      webpushSubscription: await subscribe(colleague),
      filter: await savedBy(colleague, `${othersMark} filter`),
      sheet: othersSheet,
      ownPhrase: othersPhrases.ownPhrase,
      ownPhraseFolder: othersPhrases.ownPhraseFolder,
    } satisfies Ids,
    othersMark,
    owner,
    admin,
    agent,
    colleague,
    agentDesk,
    colleagueDesk,
    answers,
    visitor,
    otherVisitor,
    revoked,
    desk,
    guest,
    async [Symbol.asyncDispose]() {
      const guests = [visitor.speaker, otherVisitor.speaker, offered.speaker, otherBrowser, browsing]
      for (const speaker of [agentDesk, colleagueDesk, ownerDesk, ...guests]) await speaker[Symbol.asyncDispose]()
    },
  }
}
export type FurnishedCompany = Awaited<ReturnType<typeof furnishCompany>>

/** A catalog with one product, which the first visitor has looked at; answers the id of its key. */
async function furnishCatalog(server: Server, headers: Record<string, string>, sheet: () => Promise<string>) {
  await must(
    server.ask(
      'catalog.saveSettings',
      { source: 'import', providerUrl: '', customerFieldId: null, rules: [] },
      headers,
    ),
  )
  await must(server.ask('catalog.import', { kind: 'product', mode: 'merge', sheetFileId: await sheet() }, headers))
  return String((await must(server.ask('catalog.addKey', {}, headers)))['keyId'])
}

/** A folder with a phrase in each tree that these headers may edit. */
async function furnishPhrases(server: Server, headers: Record<string, string>, mark: string, mayShare = true) {
  const fill = async (route: string) => {
    const add = (folderId: string | null, phrase: object) =>
      must<{ phraseId: string }>(server.ask(route, { place: { folderId, beforeId: null }, phrase }, headers))
    const folder = await add(null, { kind: 'folder', title: `${mark} folder` })
    const body = { type: 'text', text: `${mark} says` }
    const phrase = await add(folder.phraseId, { kind: 'phrase', title: `${mark} phrase`, code: '', body })
    return { phrase: phrase.phraseId, phraseFolder: folder.phraseId }
  }
  const own = await fill('phrase.addOwn')
  const shared = mayShare ? await fill('phrase.addShared') : own
  return { ...shared, ownPhrase: own.phrase, ownPhraseFolder: own.phraseFolder }
}

/** A topic with a question in it, and something that was asked and not known. */
async function furnishRobot(server: Server, headers: Record<string, string>, companyId: string, mark: string) {
  const add = (topicId: string | null, entry: object) =>
    must<{ entryId: string }>(server.ask('robot.add', { place: { topicId, beforeId: null }, entry }, headers))
  const topic = await add(null, { kind: 'topic', title: `${mark} topic` })
  const body = { type: 'text', text: `${mark} answer` }
  const entry = await add(topic.entryId, { kind: 'question', title: `${mark} question`, variants: [], body })
  const question = crypto.randomUUID()
  await server.database.db.company(companyId, ({ q }) =>
    sql`insert into robot_unanswered (company_id, question_id, key, text, count, last_at, conversation_id)
      values (${companyId}, ${question}, ${mark}, ${`${mark} asked`}, 1, now(), ${crypto.randomUUID()})`.execute(q),
  )
  return { robotTopic: topic.entryId, robotEntry: entry.entryId, robotQuestion: question }
}

/** Made as the seed makes one: a company with its roles and an owner. */
async function foundCompany({ app }: Server, code: string, mark: string) {
  const account = 'owner'
  const { companyId } = await app.createCompany({
    code,
    name: `${mark} company`,
    owner: { account, name: `${mark} owner`, first: { password, mustChange: false } },
  })
  return { companyId, owner: account }
}

export async function logIn(server: Server, companyCode: string, account: string, word: string): Promise<Person> {
  const { token, me } = await must<{ token: string; me: { agentId: string } }>(
    server.ask('security.login', { companyCode, account, password: word }),
  )
  return { agentId: me.agentId, account, roleId: '', token, headers: { authorization: `Bearer ${token}` } }
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
