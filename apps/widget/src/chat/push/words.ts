import type { Locale } from '@youwen/contract'

const zh = {
  tellMe: '有回复时通知我',
  asking: '正在开启…',
  denied: '浏览器不允许通知，请在网站设置中允许',
  failed: '连不上浏览器的通知服务，请稍后再试',
}

type PushWords = typeof zh

const en: PushWords = {
  tellMe: 'Notify me of answers',
  asking: 'Switching on…',
  denied: 'The browser does not allow it: see its settings for this site',
  failed: 'The notification service was not reached. Try again later',
}

export const pushWords: Readonly<Record<Locale, PushWords>> = { 'zh-CN': zh, 'en-US': en }
