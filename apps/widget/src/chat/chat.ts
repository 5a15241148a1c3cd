/** What the chat window knows and can do: the client's state as signals, and the little that is the window's own. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { FileUrls, Locale, Quote, SaidType } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import type { KeyValueStorage } from '@youwen/sdk/storage'
import type { VisitorClient, VisitorState } from '@youwen/sdk/visitor'
import type { ToPage } from '../bridge.ts'
import type { Notice } from './notice.ts'
import { createSound } from './sound.ts'
import { createUploads, type Uploads } from './uploads.ts'
import { chooseLocale, type Words, words } from './words.ts'

export interface Chat {
  readonly client: VisitorClient
  readonly state: ReadonlySignal<VisitorState>
  readonly locale: ReadonlySignal<Locale>
  readonly words: ReadonlySignal<Words>
  /** Whether the visitor sees the window: the panel is open and the page is in front. */
  readonly isSeen: ReadonlySignal<boolean>
  readonly panel: Signal<{ readonly isOpen: boolean; readonly isFull: boolean }>
  readonly isFrame: boolean
  readonly isMuted: Signal<boolean>
  /** What this browser remembers of this chat. */
  readonly kept: ReturnType<typeof keptIn>
  readonly draft: Signal<string>
  /** What the next message answers. */
  readonly quote: Signal<Quote | null>
  readonly uploads: Uploads
  /** The picture that fills the window, by file id. */
  readonly viewed: Signal<string | null>
  readonly notice: Signal<Notice | null>
  /** Last thing said by our side, for screen readers. */
  readonly announced: Signal<string>
  /** Not connected for longer than a hiccup: time to say so. */
  readonly isDown: ReadonlySignal<boolean>
  /** Whether the end of the list is in sight: new messages are not "seen" while the visitor reads old ones. */
  readonly isAtEnd: Signal<boolean>
  fileUrls(fileId: string): ReadonlySignal<FileUrls | null>
  /** Fresh addresses, for what is opened now. */
  freshUrls(fileId: string): Promise<FileUrls | undefined>
  download(fileId: string, name: string): void
  nameOf(from: string, senderId: string | null): string
  /** A message in one line. */
  wordsOf(type: SaidType, text: string): string
  send(): boolean
  minimise(): void
}

export interface ChatSettings {
  readonly client: VisitorClient
  readonly site: string
  readonly storage: KeyValueStorage
  readonly isFrame: boolean
  readonly lang: string | undefined
  readonly panel: { readonly isOpen: boolean; readonly isFull: boolean }
  readonly tellPage: (message: ToPage) => void
}

const noticeMs = 5_000
/** A loss shorter than this is nobody's business. */
const hiccupMs = 1_500

export function createChat({ client, site, storage, isFrame, lang, panel: firstPanel, tellPage }: ChatSettings): Chat {
  const state = signal(client.state)
  client.subscribe(() => {
    state.value = client.state
  })

  const kept = keptIn(storage, `youwen:${site}`)
  const panel = signal(firstPanel)
  const isInFront = signal(!document.hidden)
  document.addEventListener('visibilitychange', () => {
    isInFront.value = !document.hidden
  })
  const isSeen = computed(() => panel.value.isOpen && isInFront.value)
  const isAtEnd = signal(true)
  const locale = computed(() => chooseLocale(lang, state.value.site?.look.locale, navigator.language))
  const text = computed(() => words[locale.value])
  const isMuted = signal(kept.read('muted') === '1')
  const draft = signal(kept.read('draft'))
  const quote = signal<Quote | null>(null)
  const notice = signal<Notice | null>(null)
  const announced = signal('')

  effect(() => kept.write('muted', isMuted.value ? '1' : ''))
  effect(() => kept.write('draft', draft.value))
  effect(() => {
    if (!notice.value) return
    const timer = setTimeout(() => {
      notice.value = null
    }, noticeMs)
    return () => clearTimeout(timer)
  })

  const isDown = signal(false)
  const isConnected = computed(() => state.value.connection.status === 'open')
  effect(() => {
    isDown.value = false
    if (isConnected.value) return
    const timer = setTimeout(() => {
      isDown.value = true
    }, hiccupMs)
    return () => clearTimeout(timer)
  })

  const lastSeq = computed(() => state.value.conversation?.lastSeq ?? 0)
  effect(() => {
    if (isSeen.value && isAtEnd.value && lastSeq.value) client.read(lastSeq.value)
  })
  // What is in front of the visitor's eyes is about to be read.
  const unread = computed(() => (isSeen.value && isAtEnd.value ? 0 : state.value.unread))
  const isWelcomed = computed(() => state.value.site !== null)
  effect(() => {
    if (isWelcomed.value) tellPage({ type: 'unread', count: unread.value })
  })

  const sound = createSound()
  client.on('message', (message) => {
    const { body } = message
    // What was taken back is not read out any more either.
    if (body.type === 'event' && body.event === 'recalled') announced.value = ''
    if (body.type === 'event' || body.type === 'recalled') return
    if (!isMuted.value && !(isSeen.value && document.hasFocus())) sound.play()
    const said = wordsOf(body.type, textOf(body))
    announced.value = `${text.value.said(nameOf(message.from, message.senderId))}${said}`
  })
  client.on('refused', ({ title }) => {
    notice.value = { text: title, isError: true }
  })
  client.on('notice', (text) => {
    notice.value = { text, isError: false }
  })

  const urls = new Map<string, Signal<FileUrls | null>>()
  const freshUrls = (fileId: string) =>
    client.fileUrls([fileId]).then(
      (found) => found.get(fileId),
      () => undefined,
    )

  function nameOf(from: string, senderId: string | null): string {
    if (from === 'robot') return state.value.site?.robot?.name || text.value.robot
    return (senderId && state.value.agents.get(senderId)?.name) || text.value.agent
  }

  function wordsOf(type: SaidType, said: string): string {
    if (type === 'text' || type === 'note') return said
    if (type === 'recalled') return text.value.recalled
    return `[${text.value[`${type}_`]}] ${type === 'image' ? '' : said}`
  }

  return {
    client,
    state,
    locale,
    words: text,
    isSeen,
    panel,
    isFrame,
    isMuted,
    kept,
    draft,
    quote,
    uploads: createUploads(client, text, notice),
    viewed: signal(null),
    notice,
    announced,
    isDown,
    isAtEnd,
    freshUrls,
    fileUrls(fileId) {
      let held = urls.get(fileId)
      if (!held) {
        const fresh = signal<FileUrls | null>(null)
        held = fresh
        urls.set(fileId, fresh)
        freshUrls(fileId).then((found) => {
          if (found) fresh.value = found
          else urls.delete(fileId)
        })
      }
      return held
    },
    download: (fileId, name) =>
      void freshUrls(fileId).then((found) => {
        if (!found) return
        const link = document.createElement('a')
        link.href = found.url
        link.download = name
        link.target = '_blank'
        link.rel = 'noopener'
        link.click()
      }),
    nameOf,
    wordsOf,
    send() {
      const message = draft.value.trim()
      if (!message) return false
      client.sendText(message, quote.value ?? undefined)
      quote.value = null
      draft.value = ''
      isAtEnd.value = true
      return true
    },
    minimise: () => tellPage({ type: 'close' }),
  }
}

/** Drafts and the like: worth keeping over a reload, not worth an error when storage is full. */
function keptIn(storage: KeyValueStorage, prefix: string) {
  return {
    read(name: string): string {
      try {
        return storage.getItem(`${prefix}:${name}`) ?? ''
      } catch {
        return ''
      }
    },
    write(name: string, value: string): void {
      try {
        if (value) storage.setItem(`${prefix}:${name}`, value)
        else storage.removeItem(`${prefix}:${name}`)
      } catch {
        // Then it lives as long as the page.
      }
    },
  }
}
