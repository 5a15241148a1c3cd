import type { Locale, StyleLook } from '@youwen/contract'

/** How the widget looks until somebody changes it. */
export const defaultLook: StyleLook = {
  accent: '#4457d9',
  position: 'right',
  offsetX: 24,
  offsetY: 24,
  button: 'round',
  buttonText: { 'zh-CN': '在线咨询', 'en-US': 'Chat with us' },
  title: { 'zh-CN': '在线客服', 'en-US': 'Customer service' },
  welcome: { 'zh-CN': '您好，请问有什么可以帮您？', 'en-US': 'Hello! How can we help you?' },
  locale: 'auto',
}

/** In which language a visitor's chat is: the style's, else his browser's. Chinese speakers get Chinese, the others English. */
export const localeFor = (styled: StyleLook['locale'], language?: string): Locale =>
  styled === 'auto' ? (/^zh/i.test(language || 'zh') ? 'zh-CN' : 'en-US') : styled
