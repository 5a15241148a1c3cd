import type {
  AgentFrameOut,
  AgentProfile,
  Conversation,
  Message,
  VisitorConversation,
  VisitorWelcome,
} from '@youwen/contract'
import { WebSocket as NodeWebSocket } from 'ws'
import type { Timing } from '../connection.ts'

export const site = 'demo.abcdefghijkl'
export const conversationId = '0198a000-0000-4000-8000-0000000000c1'
export const nextConversationId = '0198a000-0000-4000-8000-0000000000c2'
export const visitorId = '0198a000-0000-4000-8000-0000000000b1'
export const agentId = '0198a000-0000-4000-8000-0000000000a1'
export const xiaolin: AgentProfile = { agentId, name: '小林', avatarUrl: null }

/** A minute of waiting in a hundredth of a second. */
export const fast: Partial<Timing> = { firstDelay: 5, maxDelay: 40, greeting: 400, ping: 100, pong: 60 }
/** As fast, without pings that nobody asked for. */
export const quiet: Partial<Timing> = { ...fast, ping: 60_000, pong: 10_000 }

export const openWebSocket = (url: string) => new NodeWebSocket(url) as unknown as WebSocket

const uuid = (n: number) => `0198a000-0000-7000-8000-${String(n).padStart(12, '0')}`

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: uuid(seq),
    conversationId,
    seq,
    from: 'agent',
    senderId: agentId,
    body: { type: 'text', text: `第 ${seq} 句` },
    at: new Date(Date.UTC(2026, 10, 22) + seq * 1_000).toISOString(),
    ...more,
  }
}

export const messages = (from: number, to: number, more: Partial<Message> = {}): Message[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => message(from + i, more))

export const visitorConversation = (more: Partial<VisitorConversation> = {}): VisitorConversation => ({
  conversationId,
  status: 'open',
  position: null,
  agent: xiaolin,
  lastSeq: 0,
  visitorReadSeq: 0,
  agentReadSeq: 0,
  ...more,
})

export const welcome = (more: Partial<VisitorWelcome> = {}): VisitorWelcome => ({
  type: 'welcome',
  protocol: 1,
  serverTime: '2026-11-22T08:00:00.000Z',
  token: 'token-1',
  visitorId,
  visitId: uuid(900),
  siteName: '官网',
  style: { styleId: uuid(901), look: {} as VisitorWelcome['style']['look'] },
  isStaffed: true,
  conversation: null,
  messages: [],
  hasEarlier: false,
  resumed: false,
  agents: [],
  unread: 0,
  ...more,
})

export const row = (more: Partial<Conversation> = {}): Conversation => ({
  conversationId,
  visitorId,
  visitId: null,
  visitorName: '王女士',
  region: { country: '中国', province: '浙江', city: '杭州', isp: '' },
  siteId: uuid(902),
  siteName: '官网',
  styleId: null,
  styleName: '默认',
  channel: 'web',
  terminal: 'desktop',
  source: null,
  classIds: [],
  status: 'open',
  agentId,
  groupId: null,
  joinedAgentIds: [],
  isInCustody: false,
  handedOver: null,
  startedAt: '2026-11-22T08:00:00.000Z',
  closedAt: null,
  waitingSince: null,
  lastSeq: 0,
  messageCount: 0,
  lastMessage: null,
  readSeq: 0,
  unreadSeqs: [],
  visitorReadSeq: 0,
  visitorMessageCount: 0,
  agentMessageCount: 0,
  lastSpokenAt: null,
  hasCard: false,
  hasPhone: false,
  sensitive: [],
  transfer: null,
  isVisitorOnline: true,
  ...more,
})

/** A row as many are told it. */
export const rowFrame = (
  { readSeq: _, ...conversation }: Conversation,
  readSeqs: Readonly<Record<string, number>> = {},
): Extract<AgentFrameOut, { type: 'conversation' }> => ({
  type: 'conversation',
  conversation,
  readSeqs: { ...readSeqs },
})

/** Retries until it holds; what it last threw, or what it is about, tells why it never did. */
export async function until(holds: () => unknown, what = String(holds), withinMs = 3_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
