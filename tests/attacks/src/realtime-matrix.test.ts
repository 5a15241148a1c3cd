import { setTimeout as pause } from 'node:timers/promises'
import { AgentFrameIn, protocolVersion, VisitorFrameIn } from '@youwen/contract/realtime'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ids, idPlaces, missingIds, newMessageId, samplesOf } from './sample.ts'
import type { Frame, Speaker } from './speaker.ts'
import { connect } from './speaker.ts'
import { type FurnishedCompany, furnishCompany, type Server, startServer } from './world.ts'

/**
 * X5 over the realtime connections: every frame of the protocol with ids of another company, of a colleague and of
 * another visitor is answered like one with ids that do not exist, changes nothing, and nobody else hears of it.
 */
let server: Server
let ours: FurnishedCompany
let theirs: FurnishedCompany
const missing = missingIds()

beforeAll(async () => {
  server = await startServer()
  ours = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
  theirs = await furnishCompany(server, 'xinghe', 'STARRIVER')
  await untilNothingIsNews([ours, theirs].flatMap(({ agentDesk, colleagueDesk }) => [agentDesk, colleagueDesk]))
})
/** What an earlier test did must not be heard in the next one. */
beforeEach(async () => {
  await server.settled()
  for (const { visitor, otherVisitor } of [ours, theirs]) {
    await visitor.speaker.settled()
    await otherVisitor.speaker.settled()
  }
})
afterAll(async () => {
  await ours[Symbol.asyncDispose]()
  await theirs[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const spoken = (frames: Parameters<typeof samplesOf>[0], ids: Ids) =>
  (samplesOf(frames, ids) as Frame[]).filter(({ type }) => type !== 'hello' && type !== 'ping')

const namesOf = (frames: Parameters<typeof samplesOf>[0]) =>
  spoken(frames, missing).flatMap((frame, variant) =>
    idPlaces(frame, missing).map(({ kind }, index) => ({ type: frame.type, variant, index, kind })),
  )

describe('an agent', () => {
  test.each(namesOf(AgentFrameIn))(
    'is answered for a foreign $kind in "$type" as for none ($variant)',
    async (named) => {
      const own = ours.ids
      for (const [foreign, mark] of [
        [theirs.ids, theirs.mark],
        [ours.othersIds, ours.othersMark],
      ] as const) {
        // Colleagues know each other.
        if (foreign[named.kind] === own[named.kind]) continue
        const others = [theirs.visitor, theirs.otherVisitor, ours.otherVisitor].map(({ speaker }) => speaker)
        const bystanders = [...others, theirs.agentDesk, theirs.colleagueDesk, ours.colleagueDesk]
        const before = bystanders.map(({ heard }) => heard.length)
        const heardForNone = await saying(ours.agentDesk, AgentFrameIn, named, own, missing)
        const heardForForeign = await saying(ours.agentDesk, AgentFrameIn, named, own, foreign)
        expect(heardForForeign).toEqual(heardForNone)
        expect(JSON.stringify(heardForForeign)).not.toContain(mark)
        for (const bystander of bystanders) await bystander.settled()
        expect(bystanders.map(({ heard }, index) => heard.slice(before[index]))).toEqual(bystanders.map(() => []))
      }
    },
  )

  test('is answered otherwise for what is his own', async () => {
    const heard: Record<string, (string | undefined)[]> = {}
    for (const [index, frame] of spoken(AgentFrameIn, ours.ids).entries()) {
      const answers = await answersTo(ours.agentDesk, { ...frame, id: newMessageId() })
      // How far he has read, and that a card was sent, is written and told a moment later.
      const own = answers.filter(({ type }) => type !== 'read' && type !== 'appointment')
      heard[`${frame.type} ${index}`] = own.map(({ type, code }) => (code ? `${code}` : type))
    }
    expect(heard).toEqual({
      'open 0': ['opened'],
      'leave 1': [],
      'send 2': ['ack'],
      // The file of these ids is the visitor's: only he can send it.
      'send 3': ['file.not_found'],
      'send 4': ['file.not_found'],
      'send 5': ['file.not_found'],
      'send 6': ['file.not_found'],
      'send 7': ['ack'],
      'send 8': ['ack'],
      'typing 9': [],
      // He sees his own only: nobody is there to be watched.
      'watch 10': [],
      'read 11': [],
      'fetch 12': ['messages'],
      'follow 13': ['following'],
      'unfollow 14': [],
      'looking 15': [],
    })
    expect(ours.visitor.speaker.heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['typing', 'message']))
  })
})

describe('a visitor', () => {
  test.each(namesOf(VisitorFrameIn))(
    'is answered for a foreign $kind in "$type" as for none ($variant)',
    async (named) => {
      for (const [foreign, mark] of [
        [theirs.ids, theirs.mark],
        [ours.othersIds, ours.othersMark],
      ] as const) {
        const others = [theirs.visitor, theirs.otherVisitor, ours.otherVisitor].map(({ speaker }) => speaker)
        const bystanders = [...others, theirs.agentDesk, theirs.colleagueDesk, ours.colleagueDesk]
        const before = bystanders.map(({ heard }) => heard.length)
        const heardForNone = await saying(ours.visitor.speaker, VisitorFrameIn, named, ours.ids, missing)
        const heardForForeign = await saying(ours.visitor.speaker, VisitorFrameIn, named, ours.ids, foreign)
        expect(heardForForeign).toEqual(heardForNone)
        expect(JSON.stringify(heardForForeign)).not.toContain(mark)
        for (const bystander of bystanders) await bystander.settled()
        expect(bystanders.map(({ heard }, index) => heard.slice(before[index]))).toEqual(bystanders.map(() => []))
      }
    },
  )

  test('is answered otherwise for what is his own', async () => {
    const heard: Record<string, string[]> = {}
    for (const frame of spoken(VisitorFrameIn, ours.ids).filter(({ type }) => type !== 'end')) {
      const answers = await answersTo(ours.visitor.speaker, { ...frame, id: newMessageId() })
      // What differs between kinds of files is told elsewhere.
      heard[frame.type] ??= answers.map(({ type }) => type)
    }
    expect(heard).toMatchObject({ send: ['ack'], fetch: ['messages'], history: ['messages'] })
  })

  test.each(['style', 'conversation'] as const)('gains nothing by a foreign %s in hello', async (kind) => {
    const hello = (ids: Ids) => ({
      type: 'hello',
      protocol: protocolVersion,
      site: ours.siteKey,
      role: 'chat',
      styleId: kind === 'style' ? ids.style : undefined,
      resume: kind === 'conversation' ? { conversationId: ids.conversation, seq: 0 } : undefined,
    })
    const welcomes: unknown[] = []
    for (const ids of [missing, theirs.ids, ours.othersIds]) {
      await using speaker = await connect('/realtime/visitor', { origin: server.origin })
      speaker.say(hello(kind === 'style' && ids === ours.othersIds ? missing : ids))
      const welcome = await speaker.until(({ type }) => type === 'welcome')
      expect(JSON.stringify(welcome)).not.toMatch(new RegExp(`${theirs.mark}|${ours.othersMark}`))
      welcomes.push(withoutNews(welcome))
    }
    expect(welcomes[1]).toEqual(welcomes[0])
    expect(welcomes[2]).toEqual(welcomes[0])
  })
})

/** What colleagues do is told a little later, several things at once. */
async function untilNothingIsNews(desks: readonly Speaker[]) {
  const heard = () => desks.reduce((sum, desk) => sum + desk.heard.length, 0)
  for (let before = -1; before !== heard(); ) {
    before = heard()
    await pause(600)
  }
}

interface Named {
  readonly variant: number
  readonly index: number
}

/** Says one frame of its own kind with one id exchanged, and answers what is heard of it, told apart by nothing but what matters. */
async function saying(
  speaker: Speaker,
  frames: Parameters<typeof samplesOf>[0],
  { variant, index }: Named,
  own: Ids,
  foreign: Ids,
) {
  const place = idPlaces(spoken(frames, own)[variant], own)[index]
  if (!place) throw new Error('The samples of one schema differ.')
  const asked = foreign[place.kind]
  const frame = { ...(place.with(asked) as Frame), id: newMessageId() }
  const answers = await answersTo(speaker, frame)
  return JSON.parse(JSON.stringify(answers).replaceAll(asked, '<asked>').replaceAll(frame.id, '<sent>')) as unknown
}

/** A frame that asks for something is answered by its id; the others by nothing that concerns the asker. */
async function answersTo(speaker: Speaker, frame: Frame): Promise<Frame[]> {
  const before = speaker.heard.length
  speaker.say(frame)
  if (frame.type === 'send') await speaker.until((heard) => heard['id'] === frame['id'])
  await speaker.settled()
  return speaker.heard.slice(before)
}

const withoutNews = ({ token: _t, visitorId: _v, visitId: _i, serverTime: _s, ...rest }: Frame) => rest
