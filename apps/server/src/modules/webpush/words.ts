import type { VisitorWebpushPayload, WebpushKind, WebpushPayload } from '@youwen/contract'

type Locale = 'zh-CN' | 'en-US'

const words: Record<Locale, Record<WebpushKind | 'test' | 'offer', string>> = {
  'zh-CN': {
    received: '新的对话分配给您',
    message: '发来新消息',
    transfer: '同事把对话转给您',
    offer: '同事请您接手这个对话',
    mention: '在内部备注里提到了您',
    appointment: '预约时间快到了',
    test: '这台设备可以收到通知了',
  },
  'en-US': {
    received: 'A new conversation is yours',
    message: 'wrote a new message',
    transfer: 'A colleague handed you this conversation',
    offer: 'A colleague asks you to take over',
    mention: 'mentioned you in a note',
    appointment: 'The time of an appointment is near',
    test: 'This device can be notified',
  },
}
const product: Record<Locale, string> = { 'zh-CN': '有问', 'en-US': 'Youwen' }

/** Long enough to know what it is about; services limit a message to some 4 KB. */
const textShown = 160

export interface About {
  readonly kind: WebpushKind | 'test'
  /** A transfer that he has to accept first; until then the conversation is not his to see. */
  readonly isOffer?: boolean
  readonly conversationId: string | null
  /** Who wrote, or whose conversation it is; empty: nobody is named. */
  readonly name: string
  /** What was said, where the company lets it be shown. */
  readonly text?: string | undefined
}

/** A service worker has no dictionary: what it shows is written here, in the language of the device. */
export function payloadFor(
  locale: Locale,
  { kind, isOffer = false, conversationId, name, text }: About,
): WebpushPayload {
  return {
    kind,
    conversationId: isOffer ? null : conversationId,
    title: (name || product[locale]).slice(0, 60).toWellFormed(),
    body: (text?.trim().slice(0, textShown) || words[locale][isOffer ? 'offer' : kind]).toWellFormed(),
  }
}

/** When somebody is expected; that is no secret of what was said. */
export const expected: Record<Locale, (when: string) => string> = {
  'zh-CN': (when) => `预约时间快到了：${when}`,
  'en-US': (when) => `Expected ${when}`,
}

const answered: Record<Locale, (name: string) => string> = {
  'zh-CN': (name) => (name ? `${name} 回复了您` : '有新的回复'),
  'en-US': (name) => (name ? `${name} answered you` : 'There is an answer'),
}

export interface Answer {
  /** Whom he asked: a company. */
  readonly title: string
  /** Who answered; empty: nobody is named. */
  readonly name: string
  /** What was said, where the company lets it be shown. */
  readonly text: string
  readonly path: string
}

export function answerPayload(locale: Locale, { title, name, text, path }: Answer): VisitorWebpushPayload {
  const words = text.trim().slice(0, textShown)
  return {
    title: (title || product[locale]).slice(0, 60).toWellFormed(),
    body: (words ? [name, words].filter(Boolean).join(': ') : answered[locale](name)).toWellFormed(),
    path,
  }
}
