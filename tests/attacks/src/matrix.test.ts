import { builtInRoles, type Permission } from '@youwen/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Operation, operations } from './operations.ts'
import { type IdPlace, type Ids, idPlaces, idsFor, missingIds, samplesOf } from './sample.ts'
import { type FurnishedCompany, furnishCompany, logIn, password, type Server, startServer } from './world.ts'

/**
 * X5: every route of the contract, asked by everybody, with ids of another company in every place where an id can
 * stand. Made from the contract: a new route is in it without being named here. It holds with row-level security and
 * without: each of the two guards is enough.
 */
describe.each(['with', 'without'])('%s row-level security', (guard) => {
  let server: Server
  let ours: FurnishedCompany
  let theirs: FurnishedCompany
  let missing: Ids

  beforeAll(async () => {
    server = await startServer()
    ours = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
    theirs = await furnishCompany(server, 'xinghe', 'STARRIVER')
    missing = missingIds()
    if (guard === 'without') await server.withoutRowSecurity()
  })
  afterAll(async () => {
    await ours[Symbol.asyncDispose]()
    await theirs[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  const headersOf = (who: Who): Record<string, string> =>
    who === 'anonymous' ? {} : who === 'revoked' ? ours.revoked.headers : ours[who].headers

  /** Ends what it is called with; everybody who calls it needs a session to lose. */
  async function headersToLose(operation: Operation, who: Who) {
    const person = operation.name === 'security.logout' && (who === 'agent' || who === 'admin') ? ours[who] : undefined
    return person ? (await logIn(server, ours.code, person.account, password)).headers : headersOf(who)
  }

  describe.each(operations)('$method $path', (operation) => {
    test.each(everybody)('is open to %s only as the contract says', async (who) => {
      const [input] = operation.input ? samplesOf(operation.input, idsFor(operation, missing)) : [{}]
      const answer = await server.ask(operation.name, input, await headersToLose(operation, who))
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
      const rule = expected(who, operation)
      if (rule === 'allowed') expect(accessCodes).not.toContain(codeOf(answer))
      else expect([answer.status, codeOf(answer)]).toEqual([rule, rule === 401 ? accessCodes[0] : accessCodes[1]])
    })

    const places = placesIn(operation)
    if (places.length === 0) return

    test.each(places)('answers for another company’s $kind in $path as for none ($variant)', async (named) => {
      const before = await rowsOf(server, theirs.companyId)
      for (const who of ['visitor', 'agent', 'admin'] as const) {
        await expectNoDifference(operation, named, who, theirs.ids, theirs.mark)
      }
      expect(await rowsOf(server, theirs.companyId)).toEqual(before)
    })

    const privatePlaces = places.filter(({ kind }) => privateKinds.has(kind))
    if (privatePlaces.length === 0) return

    test.each(privatePlaces)(
      'answers for a colleague’s or other visitor’s $kind in $path as for none',
      async (named) => {
        for (const who of ['visitor', 'agent'] as const) {
          await expectNoDifference(operation, named, who, ours.othersIds, ours.othersMark)
        }
      },
    )
  })

  async function expectNoDifference(operation: Operation, named: NamedPlace, who: Who, foreignIds: Ids, mark: string) {
    if (expected(who, operation) !== 'allowed') return
    const place = placeAt(operation, ours.ids, named)
    const none = missing[place.kind]
    const foreign = foreignIds[place.kind]
    const answerForNone = await server.ask(operation.name, place.with(none), headersOf(who))
    const answerForForeign = await server.ask(operation.name, place.with(foreign), headersOf(who))
    expect(comparable(answerForForeign, foreign), who).toEqual(comparable(answerForNone, none))
    expect(JSON.stringify(answerForForeign.body) ?? '').not.toContain(mark)
  }

  test('the requests of this matrix are such that they succeed with ids of one’s own', async () => {
    const outcomes: Record<string, string> = {}
    // Only what was said a moment ago may be recalled, and the matrix before this takes its time.
    const ids = { ...ours.ids, message: await ours.answers('another answer') }
    for (const operation of inHarmlessOrder(operations)) {
      const inputs = operation.input ? samplesOf(operation.input, idsFor(operation, ids)) : [{}]
      for (const [index, input] of inputs.entries()) {
        const answers: string[] = []
        for (const who of ['admin', 'agent', 'visitor'] as const) {
          if (expected(who, operation) !== 'allowed') continue
          const answer = await server.ask(operation.name, input, await headersToLose(operation, who))
          answers.push(answer.status === 200 ? 'success' : `${answer.status} ${codeOf(answer)}`)
          if (answer.status === 200) break
        }
        if (!answers.includes('success')) outcomes[`${operation.name} ${index}`] = [...new Set(answers)].join(', ')
      }
    }
    expect(outcomes).toEqual(refusedForItsOwnReason)
  })
})

/** What an input made from the schema alone cannot achieve: it gets as far as the rules, which have their reasons. */
const refusedForItsOwnReason = {
  'security.login 0': '401 security.login_failed',
  'security.changePassword 0': '422 security.password_wrong',
  'team.removeRole 0': '409 role.in_use',
  // The field added before it is called the same.
  'card.saveField 0': '422 validation.failed',
  // A text field takes no list.
  'card.save 2': '422 validation.failed',
  // Both are the same visitor.
  'card.merge 0': '409 card.one_already',
  // Everybody who may has added one.
  'catalog.addKey 0': '409 catalog.keys_enough',
  // The types added before them are called the same.
  'ticket.addType 0': '409 ticket_type.name_taken',
  'ticket.saveType 0': '409 ticket_type.name_taken',
  // The template added before is called the same.
  'appointment.addTemplate 0': '409 appointment_template.name_taken',
  'appointment.saveTemplate 0': '409 appointment_template.name_taken',
  // Nothing is switched on without a provider's template.
  'appointment.saveSettings 0': '422 appointment.push_code_missing',
  // Whose token is no secret is nobody's.
  'appointment.card 0': '404 appointment.not_found',
  // The sample's file is the visitor's.
  'ticket.comment 0': '404 file.not_found',
  // The names there were taken by what was added before.
  'class.move 0': '409 class.name_taken',
  'filter.save 0': '409 filter.name_taken, 404 filter.not_found',
  // A phrase does not become a folder.
  'phrase.saveShared 0': '404 phrase.not_found',
  'phrase.saveOwn 0': '404 phrase.not_found',
  // It was accepted before.
  'transfer.decline 0': '404 transfer.not_found, 409 transfer.over',
  'transfer.cancel 0': '409 transfer.over',
  // Ended with the login that it belonged to, which the sample of another route ended before.
  'webpush.unsubscribe 0': '404 webpush_subscription.not_found',
  // A topic is no question.
  'robot.save 0': '404 robot.not_found',
  // The sample's face is the agent's.
  'robot.saveSettings 0': '404 file.not_found',
  // It was settled before.
  'robot.dismiss 0': '404 robot.not_found',
  // No model is set up, and a sample of a text is no address of one.
  'assistant.saveSettings 0': '422 assistant.address',
  'assistant.test 0': '409 assistant.off',
  'assistant.translate 0': '409 assistant.off',
  'assistant.reply 0': '409 assistant.off',
  'assistant.summary 0': '409 assistant.off',
  'assistant.classify 0': '409 assistant.off',
  // He is talking already.
  'invite.send 0': '409 invite.in_conversation',
}

type Who = 'anonymous' | 'visitor' | 'agent' | 'admin' | 'revoked'
const everybody: readonly Who[] = ['anonymous', 'visitor', 'agent', 'admin', 'revoked']

const permissionsOf: Partial<Record<Who, readonly Permission[]>> = {
  agent: builtInRoles.agent.permissions,
  admin: builtInRoles.administrator.permissions,
}

/** The whole table of who may call what. */
function expected(who: Who, { meta: { access } }: Operation): 'allowed' | 401 | 403 {
  if (access === 'public') return 'allowed'
  if (who === 'anonymous' || who === 'revoked') return 401
  if (access === 'anyone-known') return 'allowed'
  if (access === 'visitor' || access === 'signed-in') {
    return (access === 'visitor') === (who === 'visitor') ? 'allowed' : 403
  }
  return permissionsOf[who]?.includes(access) ? 'allowed' : 403
}

/** What within one company not everybody sees. */
const privateKinds: ReadonlySet<string> = new Set([
  'conversation',
  'message',
  'visitor',
  'visit',
  'file',
  'session',
  'ticket',
  'appointment',
  'sheet',
  'ownPhrase',
  'ownPhraseFolder',
  'transfer',
  'webpushSubscription',
])

const codeOf = ({ body }: Answer) => (body as { code?: string } | undefined)?.code
const accessCodes = ['security.unauthenticated', 'security.forbidden']

interface NamedPlace {
  readonly variant: number
  readonly index: number
  readonly kind: string
  readonly path: string
}

/** Known before the world is: with made-up ids of the right kinds. */
function placesIn(operation: Operation): NamedPlace[] {
  if (!operation.input) return []
  const ids = missingIds()
  return samplesOf(operation.input, idsFor(operation, ids)).flatMap((sample, variant) =>
    idPlaces(sample, idsFor(operation, ids)).map(({ kind, path }, index) => ({ variant, index, kind, path })),
  )
}

function placeAt(operation: Operation, ids: Ids, { variant, index }: NamedPlace): IdPlace {
  const sample = operation.input ? samplesOf(operation.input, idsFor(operation, ids))[variant] : undefined
  const place = idPlaces(sample, idsFor(operation, ids))[index]
  if (!place) throw new Error('The samples of one schema differ.')
  return place
}

/** What two answers must have in common: everything but the id that was asked for, and what is made anew each time. */
function comparable({ status, body }: Answer, asked: string) {
  const text = (JSON.stringify(body) ?? '')
    .replaceAll(asked, '<asked>')
    .replace(/"requestId":"[^"]*"/g, '"requestId":"<request>"')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>')
    .replace(/probe\.\w+/g, '<account>')
    .replace(/until=\d+&signature=[\w-]+/g, '<signed>')
    .replace(/"(number|position|oneTimePassword|key)":("[^"]*"|-?[\d.]+)/g, '"$1":"<new>"')
  return { status, body: text.replace(uuid, '<id>') }
}
const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

/** All that the database knows of a company, but for when it was last seen. */
async function rowsOf(server: Server, companyId: string): Promise<Record<string, string>> {
  await server.settled()
  return server.database.db.all(async ({ q }) => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'company_id' order by 1`.execute(q)
    const sums: Record<string, string> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ sum: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg(row, '|' order by row)), '') as sum from (
          select (to_jsonb(t) - 'last_seen_at' - 'last_used_at')::text as row
          from ${sql.table(name)} t where company_id = ${companyId}) rows`.execute(q)
      sums[name] = rows[0]?.sum ?? ''
    }
    return sums
  })
}

/** What ends things comes last. */
function inHarmlessOrder(all: readonly Operation[]): Operation[] {
  const rank = ({ method, name }: Operation) =>
    name === 'security.logout'
      ? 3
      : method === 'DELETE'
        ? 2
        : /close|forceEnd|resetPassword|saveAgent|shield\.block$/.test(name)
          ? 1
          : 0
  return [...all].sort((a, b) => rank(a) - rank(b))
}
