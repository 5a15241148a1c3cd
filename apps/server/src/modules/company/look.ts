import type { StyleLook } from '@youwen/contract'

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
