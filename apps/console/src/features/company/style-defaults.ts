import type { StyleLook } from '@youwen/contract'

/** Each is dark enough for white text on it. */
export const accents = [
  '#4457d9',
  '#0b6bcb',
  '#0a7d6c',
  '#2a7d3f',
  '#a55a00',
  '#c2410c',
  '#c2255c',
  '#7c3aed',
  '#2b3142',
] as const

export const newLook: StyleLook = {
  accent: '#4457d9',
  position: 'right',
  offsetX: 24,
  offsetY: 24,
  button: 'round',
  buttonText: { 'zh-CN': '在线咨询', 'en-US': 'Chat with us' },
  title: { 'zh-CN': '在线客服', 'en-US': 'Support' },
  welcome: { 'zh-CN': '您好，请问有什么可以帮您？', 'en-US': 'Hello! How can we help?' },
  locale: 'auto',
}
