import type { Locale } from '@youwen/contract'

const zh = {
  title: '正在为您接通客服',
  position: (position: number) => (position === 1 ? '您排在第 1 位，马上就到' : `前面还有 ${position - 1} 位`),
  away: '客服暂时不在线。您的消息已收到，请留下联系电话，我们上线后会尽快联系您。',
}

type QueueWords = typeof zh

const en: QueueWords = {
  title: 'Connecting you to an agent',
  position: (position) => (position === 1 ? 'You are next' : `${position - 1} ahead of you`),
  away: 'Nobody is online right now. We have your message: leave a phone number and we will get back to you.',
}

/** Loaded with the card that says them. */
export const queueWords: Readonly<Record<Locale, QueueWords>> = { 'zh-CN': zh, 'en-US': en }
