import type { Conversation, Message } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'

/** What tests of the desk are told about; only what they name is of interest. */
export const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  conversationId: 'c1',
  visitorId: 'v1',
  visitId: null,
  visitorName: '王女士',
  region: { country: '中国', province: '浙江', city: '杭州', isp: '' },
  siteId: 's1',
  siteName: '官网',
  styleId: null,
  styleName: '默认风格',
  channel: 'web',
  terminal: 'desktop',
  source: null,
  classIds: [],
  status: 'open',
  agentId: 'a1',
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

const start = Date.UTC(2026, 10, 22, 8)

export const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `${more.conversationId ?? 'c1'}-${seq}`,
  conversationId: 'c1',
  seq,
  from: 'visitor',
  senderId: 'v1',
  body: { type: 'text', text: `第 ${seq} 句` },
  at: new Date(start + seq * 1_000).toISOString(),
  ...more,
})

export const shown = (seq: number, more: Partial<ShownMessage> = {}): ShownMessage => ({
  ...message(seq),
  delivery: { status: 'sent' },
  ...more,
})
