import { assistantLimits } from '@youwen/contract/limits'
import { useEffect, useSyncExternalStore } from 'react'
import { api } from './api.ts'
import { usePreferences } from './preferences.ts'

export interface Translated {
  readonly status: 'asked' | 'done' | 'failed'
  readonly text: string
}

interface Words {
  readonly messageId: string
  readonly conversationId: string | null
  readonly text: string
  readonly isVisitors: boolean
}

type Target = 'zh-CN' | 'en'

/** Texts that come onto the screen together are asked for together. */
const gatherMs = 30

const known = new Map<string, Translated>()
const chosen = new Set<string>()
const followed = new Set<string>()
const waiting = new Map<Target, Set<string>>()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

const keyOf = (to: Target, text: string) => `${to} ${text}`
const changed = () => {
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function want(to: Target, text: string) {
  if (known.has(keyOf(to, text))) return
  known.set(keyOf(to, text), { status: 'asked', text: '' })
  const texts = waiting.get(to) ?? new Set()
  waiting.set(to, texts.add(text))
  if (timer === undefined) timer = setTimeout(askAll, gatherMs)
  changed()
}

function askAll() {
  timer = undefined
  for (const [to, texts] of waiting) {
    const all = [...texts]
    for (let at = 0; at < all.length; at += assistantLimits.texts) {
      void ask(to, all.slice(at, at + assistantLimits.texts))
    }
  }
  waiting.clear()
}

async function ask(to: Target, texts: readonly string[]) {
  try {
    const answer = await api.assistant.translate({ texts: [...texts], to })
    for (const [index, text] of texts.entries()) {
      known.set(keyOf(to, text), { status: 'done', text: answer.texts[index] ?? text })
    }
  } catch {
    for (const text of texts) known.set(keyOf(to, text), { status: 'failed', text: '' })
  }
  changed()
}

/** Which messages somebody wants to read in his own language, as long as the page is open. */
export const translations = {
  /** One message: shown or hidden; asked for again when that had failed. */
  toggle(messageId: string, text: string) {
    for (const to of ['zh-CN', 'en'] as const) {
      if (known.get(keyOf(to, text))?.status === 'failed') known.delete(keyOf(to, text))
    }
    if (!chosen.delete(messageId)) chosen.add(messageId)
    changed()
  },
  isChosen: (messageId: string) => chosen.has(messageId),
  /** Whatever the visitor of a conversation says. */
  follow(conversationId: string, isFollowed: boolean) {
    if (isFollowed) followed.add(conversationId)
    else followed.delete(conversationId)
    changed()
  },
}

export const useFollowed = (conversationId: string): boolean =>
  useSyncExternalStore(subscribe, () => followed.has(conversationId))

/** Nobody needs 你好 in Chinese. */
const isChinese = (text: string) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 4

/** What stands below the words of a message; undefined when nothing does. */
export function useTranslated({ messageId, conversationId, text, isVisitors }: Words): Translated | undefined {
  const { locale } = usePreferences()
  const to: Target = locale === 'zh-CN' ? 'zh-CN' : 'en'
  const isFollowed = () =>
    isVisitors && conversationId !== null && followed.has(conversationId) && !(to === 'zh-CN' && isChinese(text))
  const isChosen = useSyncExternalStore(subscribe, () => chosen.has(messageId))
  const isWanted = useSyncExternalStore(
    subscribe,
    () => text.length <= assistantLimits.textLength && (chosen.has(messageId) || isFollowed()),
  )
  const found = useSyncExternalStore(subscribe, () => known.get(keyOf(to, text)))
  useEffect(() => {
    if (isWanted) want(to, text)
  }, [isWanted, to, text])
  if (!isWanted) return undefined
  return found?.status === 'done' && found.text === text && !isChosen ? undefined : found
}
