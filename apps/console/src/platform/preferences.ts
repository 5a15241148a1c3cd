import type { TranslationLanguage, WebpushKind } from '@youwen/contract'
import { useSyncExternalStore } from 'react'

/** What this person likes on this device. It is never sent anywhere. */
export interface Preferences {
  readonly theme: 'light' | 'dark' | 'system'
  readonly locale: 'zh-CN' | 'en-US'
  readonly sendWith: 'enter' | 'ctrl-enter'
  readonly sound: boolean
  /** Handing a conversation over, I ask the receiver first. */
  readonly asksToAccept: boolean
  readonly desktopNotification: boolean
  readonly titleBadge: boolean
  /** What this device is notified of when no page is open; nothing: it is not. The server knows it too, by login. */
  readonly pushKinds: readonly WebpushKind[]
  /** Where and in which language, as the server was told last. */
  readonly pushedTo: string
  readonly listWidth: number
  readonly panelWidth: number
  readonly isListCollapsed: boolean
  readonly isPanelCollapsed: boolean
  /** Groups of the conversation list that were folded or unfolded by hand. */
  readonly folds: Readonly<Record<string, boolean>>
  /** Columns of the live table of visitors, as they are shown; null: the usual ones. */
  readonly visitorColumns: readonly string[] | null
  readonly monitorView: 'table' | 'cards'
  /** Into which drafts are translated. */
  readonly draftLanguage: TranslationLanguage
  readonly companyCode: string
  readonly account: string
}

const storageKey = 'youwen.console.preferences'

const defaults: Preferences = {
  theme: 'system',
  locale: navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US',
  sendWith: 'enter',
  sound: true,
  asksToAccept: false,
  desktopNotification: false,
  titleBadge: true,
  pushKinds: [],
  pushedTo: '',
  listWidth: 300,
  panelWidth: 360,
  isListCollapsed: false,
  isPanelCollapsed: false,
  folds: {},
  visitorColumns: null,
  monitorView: 'table',
  draftLanguage: 'en',
  companyCode: '',
  account: '',
}

function read(): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>) }
  } catch {
    // Storage is blocked or holds something else: the defaults work as well.
    return defaults
  }
}

let current = read()
const listeners = new Set<() => void>()

export const preferences = {
  get: () => current,
  set(change: Partial<Preferences>) {
    current = { ...current, ...change }
    try {
      localStorage.setItem(storageKey, JSON.stringify(current))
    } catch {
      // Remembered until the page closes, then.
    }
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

// Two tabs of one person agree.
addEventListener('storage', (event) => {
  if (event.key !== storageKey) return
  current = read()
  for (const listener of listeners) listener()
})

export const usePreferences = () => useSyncExternalStore(preferences.subscribe, preferences.get)
