import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './operations.ts'
import { type FurnishedCompany, furnishCompany, password, type Server, startServer } from './world.ts'

/** As generous as the front door is to people who mistype: per account at an address, and per address. */
const freeGuesses = 10
const freeGuessesOfAnAddress = 60

/** X10: guessing at the front door, from one address and from many, alone and in a crowd. */
const attempt = (server: Server, account: string, word: string, from?: string): Promise<Answer> =>
  server.ask(
    'security.login',
    { companyCode: 'yunzhou', account, password: word },
    from === undefined ? {} : { 'x-forwarded-for': from },
  )
const codeOf = ({ body }: Answer) => (body as { code?: string } | undefined)?.code
const outcome = (answer: Answer) => (answer.status === 200 ? 'in' : codeOf(answer))
const tally = (answers: readonly Answer[]) => {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const key = String(outcome(answer))
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
const randomAddress = () =>
  [203, 0, 113, 1].map((part, at) => (at < 2 ? part : Math.floor(Math.random() * 256))).join('.')

describe('behind no proxy', () => {
  let server: Server
  let company: FurnishedCompany
  beforeAll(async () => {
    server = await startServer()
    company = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
  })
  afterAll(async () => {
    await company[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  test('says the same of a wrong password, a wrong account and a wrong company', async () => {
    const asked = [
      ['yunzhou', 'admin', 'wrong'],
      ['yunzhou', 'nobody', 'wrong'],
      ['nowhere', 'admin', 'wrong'],
      ['nowhere', 'nobody', password],
    ] as const
    const answers = await Promise.all(
      asked.map(([companyCode, account, word]) =>
        server.ask('security.login', { companyCode, account, password: word }),
      ),
    )
    const comparable = answers.map(({ status, body, headers }) => ({
      status,
      body: { ...(body as object), requestId: '' },
      headers: [...headers.keys()].sort(),
    }))
    for (const one of comparable) expect(one).toEqual(comparable[0])
    expect(comparable[0]).toMatchObject({ status: 401, body: { code: 'security.login_failed' } })
  })

  test('takes about as long for an account that exists as for one that does not', async () => {
    // Each account below the number of failures that is free, so that every attempt is checked to the end.
    const timed = async (account: string) => {
      const began = performance.now()
      const answer = await attempt(server, account, 'wrong')
      return outcome(answer) === 'security.login_failed' ? performance.now() - began : undefined
    }
    const known: number[] = []
    const unknown: number[] = []
    for (const account of ['owner', 'admin', 'agent', 'colleague']) {
      for (let i = 0; i < 2; i++) {
        for (const [times, name] of [
          [known, account],
          [unknown, `no-${account}`],
        ] as const) {
          const time = await timed(name)
          if (time !== undefined) times.push(time)
        }
      }
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
    console.log(
      `login: known ${median(known).toFixed(1)} ms, unknown ${median(unknown).toFixed(1)} ms (${known.length} and ${unknown.length} attempts)`,
    )
    expect(Math.min(known.length, unknown.length)).toBeGreaterThan(4)
  })

  test('lets few of fifty parallel guesses through, whatever X-Forwarded-For they bring', async () => {
    const began = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => attempt(server, 'agent', `guess ${index}`, randomAddress())),
    )
    const counts = tally(answers)
    // On a slow machine the first waits, of 2, 4, 8 … seconds, may be over before all have asked.
    const waited = Math.floor(Math.log2(1 + (performance.now() - began) / 2_000))
    expect(counts['security.login_failed'] ?? 0).toBeLessThanOrEqual(freeGuesses + waited)
    expect(counts['security.throttled']).toBeGreaterThanOrEqual(50 - freeGuesses - waited)
    const throttled = answers.find((answer) => outcome(answer) === 'security.throttled')
    expect(throttled?.status).toBe(429)
    expect(Number(throttled?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('throttles an account that does not exist like one that does', async () => {
    const counts = async (account: string) =>
      tally(await Promise.all(Array.from({ length: freeGuesses + 5 }, () => attempt(server, account, 'x'))))
    expect(Object.keys(await counts('colleague')).sort()).toEqual(Object.keys(await counts('nobody-at-all')).sort())
  })

  test('stops one password being tried on many accounts', async () => {
    const answers: Answer[] = []
    for (let i = 0; i < freeGuessesOfAnAddress + 20; i++)
      answers.push(await attempt(server, `spray-${i}`, 'Winter2026!'))
    expect(tally(answers)['security.login_failed'] ?? 0).toBeLessThanOrEqual(freeGuessesOfAnAddress + 3)
  })
})

describe('behind a proxy that is trusted', () => {
  let server: Server
  let company: FurnishedCompany
  beforeAll(async () => {
    server = await startServer({ TRUST_PROXY: '127.0.0.1' })
    company = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
  })
  afterAll(async () => {
    await company[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  test('counts by the address that the proxy saw, not by what the client wrote before it', async () => {
    const answers: Answer[] = []
    for (let i = 0; i < freeGuesses + 5; i++)
      answers.push(await attempt(server, 'admin', `guess ${i}`, `${randomAddress()}, 198.51.100.7`))
    expect(tally(answers)).toMatchObject({ 'security.throttled': expect.any(Number) })
    expect(tally(answers)['security.login_failed']).toBeLessThanOrEqual(freeGuesses + 2)
  })

  test('lets the owner of an attacked account in from where he has been before', async () => {
    const home = '198.51.100.20'
    expect(outcome(await attempt(server, 'colleague', password, home))).toBe('in')
    const crowd = Array.from({ length: 40 }, (_, index) =>
      attempt(server, 'colleague', `guess ${index}`, `192.0.2.${index + 1}`),
    )
    expect(tally(await Promise.all(crowd))['security.throttled'] ?? 0).toBeGreaterThan(0)
    expect(outcome(await attempt(server, 'colleague', password, home))).toBe('in')
  })

  test('locks nobody out for long who comes from elsewhere', async () => {
    const answer = await attempt(server, 'colleague', password, '198.51.100.99')
    if (answer.status !== 200) expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(30)
  })

  test('writes what happened into the login log, without any password', async () => {
    await server.app.security.login.settled()
    const log = await server.ask('security.logins', { limit: 200 }, company.admin.headers)
    expect(log.status).toBe(200)
    const text = JSON.stringify(log.body)
    expect(text).toContain('failed')
    expect(text).toContain('throttled')
    expect(text).not.toContain('guess')
    expect(text).not.toContain(password)
  })
})
