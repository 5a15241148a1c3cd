import type { Message, Visit } from '@youwen/contract'
import { newMessageId } from '../../attacks/src/sample.ts'
import { connect, type Speaker } from '../../attacks/src/speaker.ts'
import type { Ask } from './canary-ask.ts'
import { at, texts, textsUpTo } from './canary-texts.ts'

export const talkCount = 18

interface Arrival {
  /** Stays connected. */
  readonly visitor: Speaker
  readonly visitorId: string
  readonly token: string
}
export interface Bystander extends Arrival {
  readonly name: string
}
export interface Talk extends Arrival {
  readonly conversationId: string
  readonly visitorName: string
  /** What the visitor is shown of it, letter for letter: what both said, and names of files. */
  readonly said: readonly string[]
  readonly notes: readonly string[]
  /** What the desk shows beside it: the campaign that brought the visitor here, the pages he saw. */
  readonly about: readonly string[]
}

export const shareOf = (index: number) => texts.filter((_, position) => position % talkCount === index)

const campaignNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id', 'hmsr', 'hmpl']
const clickNames = ['bd_vid', 'gclid', 'msclkid', 'yclid']

/** Somebody comes whose page and browser say nothing of themselves but such texts. */
async function arrive(url: string, site: string, index: number, role: 'chat' | 'page'): Promise<Arrival> {
  let count = index * 12
  const next = () => at(texts, count++)
  const query = [...campaignNames, ...clickNames].map((name) => `${name}=${encodeURIComponent(next())}`).join('&')
  const referrers = [
    next(),
    `https://www.baidu.com/s?wd=${encodeURIComponent(next())}`,
    `https://example.com/${next()}`,
  ]
  const visitor = await connect('/realtime/visitor', {
    origin: url,
    headers: { 'user-agent': asHeader(`Mozilla/5.0 ${next()} Chrome/131.0 ${next()}`) },
  })
  visitor.say({
    type: 'hello',
    protocol: 1,
    site,
    role,
    page: {
      // Where no campaign is named, the search engine of the referrer is shown.
      url: index % 3 === 1 ? at(texts, index) : `https://shop.example/?${query}#${at(texts, index)}`,
      title: at(texts, index),
      referrer: referrers[index % 3],
    },
    device: {
      screen: at(textsUpTo(20), index),
      language: at(textsUpTo(35), index),
      timeZone: at(textsUpTo(60), index),
    },
  })
  const { visitorId, token } = await visitor.until(({ type }) => type === 'welcome')
  return { visitor, visitorId: String(visitorId), token: String(token) }
}
const asHeader = (text: string) => text.replace(/[^\x20-\x7e]/g, '')

/** Visitors who only look around: all of the texts are names of theirs, and titles of the pages they are on. */
export const sendBystanders = (url: string, ask: Ask, site: string): Promise<Bystander[]> =>
  Promise.all(
    texts.map(async (_, index) => {
      const arrival = await arrive(url, site, index, 'page')
      const name = at(textsUpTo(60), index)
      return { ...arrival, ...(await ask<{ name: string }>('visitor.rename', { visitorId: arrival.visitorId, name })) }
    }),
  )

/** Opens a conversation: whoever is at the desk now has it. */
export async function openTalk(url: string, site: string, index: number) {
  const arrival = await arrive(url, site, index, 'chat')
  const id = newMessageId()
  arrival.visitor.say({ type: 'send', id, body: { type: 'text', text: at(texts, index) } })
  const ack = await arrival.visitor.until((frame) => frame.type === 'ack' && frame['id'] === id)
  return { ...arrival, conversationId: String(ack['conversationId']) }
}

export interface Sides {
  readonly url: string
  readonly ask: Ask
  readonly desk: Speaker
  readonly ownerId: string
  readonly colleagueId: string
}

/** Brings its share of the texts into a talk four times: said by the visitor, by the agent, as file names, as notes. */
export async function fillTalk(
  { url, ask, desk, ownerId, colleagueId }: Sides,
  arrival: Awaited<ReturnType<typeof openTalk>>,
  index: number,
): Promise<Talk> {
  const { visitor, visitorId, conversationId, token } = arrival
  const share = shareOf(index)
  const said = new Map<string, Speaker>()
  const say = (speaker: Speaker, body: unknown) => {
    const id = newMessageId()
    speaker.say({ type: 'send', id, body, ...(speaker === desk && { conversationId }) })
    said.set(id, speaker)
  }
  for (const text of share) {
    say(visitor, { type: 'text', text })
    say(desk, { type: 'text', text })
    const page = { url: `https://shop.example/${text}?${text}#${text}`, title: text }
    visitor.say({ type: 'page', page })
    const product = {
      id: text.slice(0, 100),
      name: text.slice(0, 200),
      price: text.slice(0, 20),
      currency: text.slice(0, 10),
    }
    visitor.say({ type: 'product', url: page.url, product })
  }
  const fileIds = await Promise.all(share.map((name) => upload(url, ask, token, name)))
  for (const [position, fileId] of fileIds.entries()) {
    say(visitor, { type: position === 0 ? 'image' : 'file', fileId })
  }
  for (const [id, speaker] of said) await speaker.until((frame) => frame['id'] === id && frame.type === 'ack')

  // To and fro, and at last it is the owner's.
  for (const [position, note] of [...share, ...(share.length % 2 === 1 ? ['x'] : [])].entries()) {
    const agentId = position % 2 === 0 ? colleagueId : ownerId
    await ask('conversation.transfer', { conversationId, to: { agentId }, note })
  }
  const { name } = await ask<{ name: string }>('visitor.rename', { visitorId, name: at(textsUpTo(60), index * 9) })
  return { ...arrival, visitorName: name, ...(await shownOf(ask, conversationId, visitorId)) }
}

/** As the server stored it: names lose what nobody sees. */
async function shownOf(ask: Ask, conversationId: string, visitorId: string) {
  const messages = await ask<Message[]>('conversation.messages', { conversationId, after: 0, limit: 200 })
  const { visits } = await ask<{ visits: Visit[] }>('visitor.get', { visitorId })
  const trail = await ask<{ title: string }[]>('visitor.trail', { visitId: visits[0]?.visitId })
  const pairs = (record: Record<string, string> = {}) =>
    Object.entries(record)
      .map(([name, value]) => `${name}=${value}`)
      .join(' · ')
  return {
    said: messages.flatMap(({ body }) =>
      body.type === 'text' ? [body.text] : body.type === 'file' ? [body.name] : [],
    ),
    notes: messages.flatMap(({ body }) =>
      body.type === 'event' && body.event === 'transferred' && body.note ? [body.note] : [],
    ),
    about: [
      pairs(visits[0]?.source.campaign),
      pairs(visits[0]?.source.clickIds),
      visits[0]?.source.keyword ?? '',
      visits[0]?.device.language ?? '',
      ...trail.map(({ title }) => title),
    ].filter(Boolean),
  }
}

async function upload(url: string, ask: Ask, token: string, name: string): Promise<string> {
  const { fileId, uploadUrl } = await ask<{ fileId: string; uploadUrl: string }>(
    'file.begin',
    { name, sizeBytes: onePixel.length, purpose: 'message' },
    `Visitor ${token}`,
  )
  const answer = await fetch(new URL(uploadUrl, url), { method: 'PUT', body: onePixel })
  if (!answer.ok) throw new Error(`The upload of ${JSON.stringify(name)} answered ${answer.status}.`)
  return fileId
}
const onePixel = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
