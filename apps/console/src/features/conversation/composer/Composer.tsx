import type { Quote } from '@youwen/contract'
import { maxTextLength } from '@youwen/contract/limits'
import { App, Button, Dropdown, Popover, Tooltip } from 'antd'
import { AtSign, ChevronDown, Image, Paperclip, SendHorizontal, Smile } from 'lucide-react'
import {
  type ClipboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../../platform/commands.ts'
import {
  ComposerMenuContext,
  ComposerToolsContext,
  type MenuKeys,
  type OpenComposer,
  offerComposer,
} from '../../../platform/composer.ts'
import { useClient, useLive } from '../../../platform/live.ts'
import { preferences, usePreferences } from '../../../platform/preferences.ts'
import { useDrafts } from '../../../platform/use-drafts.ts'
import styles from './Composer.module.css'
import { isComposing, meaningOf } from './keys.ts'
import { MentionList } from './MentionList.tsx'
import { ModeSwitch } from './ModeSwitch.tsx'
import { MoreTools } from './MoreTools.tsx'
import type { Mode } from './mode.ts'
import { QuoteBar } from './QuoteBar.tsx'
import { sendBody } from './send-body.ts'
import { useMentions } from './use-mentions.ts'

const EmojiPicker = lazy(() => import('./EmojiPicker.tsx').then((module) => ({ default: module.EmojiPicker })))

/** On a phone there is no keyboard with a Ctrl key. */
const hasKeyboard = matchMedia('(hover: hover)').matches

function hintOf(sendWith: 'enter' | 'ctrl-enter') {
  if (!hasKeyboard) return 'conversation.composer.hintTouch'
  return sendWith === 'enter' ? 'conversation.composer.hintEnter' : 'conversation.composer.hintCtrlEnter'
}

interface Props {
  readonly conversationId: string
  readonly visitorName: string
  /** Notes may be left where nothing may be said to the visitor. */
  readonly mayReply: boolean
  readonly mode: Mode
  readonly onMode: (mode: Mode) => void
  readonly quote: Quote | undefined
  readonly onQuote: (quote: Quote | undefined) => void
  readonly onSent: () => void
  readonly onFiles: (files: File[]) => void
}

/** Where the answer is written. Words that were not sent stay with their conversation. */
export function Composer(props: Props) {
  const { conversationId, visitorName, mayReply, mode, onMode, quote, onQuote, onSent, onFiles } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const isNote = mode === 'note'
  const draftKey = isNote ? `${conversationId}:note` : conversationId
  const client = useClient()
  const drafts = useDrafts<string>('message')
  const { sendWith } = usePreferences()
  const box = useRef<HTMLTextAreaElement>(null)
  /** Where the cursor is to stand when the text that was put in is there. */
  const caret = useRef<number>(null)
  const [text, setText] = useState(() => drafts.get(draftKey) ?? '')
  const mentions = useMentions({ isActive: isNote, text, replace })
  const tooLong = text.length > maxTextLength
  const Menu = useContext(ComposerMenuContext)
  const Tools = useContext(ComposerToolsContext)
  const menuKeys = useRef<MenuKeys>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever chose what to answer, or to whom, goes on writing
  useEffect(() => {
    // On a phone the keyboard would cover what was just opened.
    if (hasKeyboard) box.current?.focus()
  }, [mode, quote])
  useEffect(() => setText(drafts.get(draftKey) ?? ''), [drafts, draftKey])
  useCommands(
    mayReply
      ? [
          {
            id: 'note',
            title: t('conversation.note.toggle'),
            keys: 'Alt+N',
            run: () => onMode(isNote ? 'reply' : 'note'),
          },
        ]
      : [],
  )

  const offered = useRef({ insert, sendNow })
  useEffect(() => {
    offered.current = { insert, sendNow }
  })
  // What is meant for colleagues must not end up with the visitor, nor the other way round.
  const isForVisitor = mayReply && !isNote
  useEffect(() => {
    if (!isForVisitor) return
    return offerComposer({
      conversationId,
      insert: (piece) => offered.current.insert(piece),
      send: (body, file) => offered.current.sendNow(body, file),
    })
  }, [conversationId, isForVisitor])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 220)}px`
  }, [text])

  // Before the next key: what somebody types on at once must not come to stand behind the cursor.
  useLayoutEffect(() => {
    const at = caret.current
    if (at === null) return
    caret.current = null
    box.current?.focus()
    box.current?.setSelectionRange(at, at)
  })

  function write(next: string) {
    setText(next)
    drafts.set(draftKey, next || undefined)
    // The visitor is told that somebody types to him, not that somebody types.
    if (next !== '' && !isNote) client.typing(conversationId)
  }

  function send() {
    const words = text.trim()
    if (words === '' || tooLong) return
    if (isNote) client.sendNote(conversationId, words, mentions.named(words), quote)
    else client.sendText(conversationId, words, quote)
    write('')
    onQuote(undefined)
    onSent()
    box.current?.focus()
  }

  /** Beside what stands in the box. */
  function sendNow(...what: Parameters<OpenComposer['send']>) {
    sendBody(client, conversationId, ...what)
    onSent()
    box.current?.focus()
  }

  function rewrite(next: string) {
    write(next)
    box.current?.focus()
  }

  /** Puts text where the cursor is, in place of what is selected. */
  function insert(piece: string) {
    const area = box.current
    if (!area) return
    replace(area.selectionStart, area.selectionEnd, piece)
  }

  function replace(from: number, until: number, piece: string) {
    caret.current = from + piece.length
    write(text.slice(0, from) + piece + text.slice(until))
    mentions.moved(caret.current)
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files]
    // Spreadsheets put a picture of the cells beside their text: the text is what is meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    // What is meant for colleagues must not end up with the visitor.
    if (isNote) void message.info(t('conversation.note.noFiles'))
    else onFiles(files)
  }

  return (
    <div className={styles.composer}>
      <ColleaguesTyping conversationId={conversationId} />
      {mentions.isOpen && <MentionList offered={mentions.offered} chosen={mentions.chosen} onTake={mentions.take} />}
      <div className={styles.frame} data-mode={mode}>
        <ModeSwitch mode={mode} mayReply={mayReply} onChange={onMode} />
        {quote && <QuoteBar quote={quote} visitorName={visitorName} onRemove={() => onQuote(undefined)} />}
        {Menu && isForVisitor && (
          <Menu conversationId={conversationId} text={text} keys={menuKeys} onSend={sendNow} onReplace={rewrite} />
        )}
        <textarea
          ref={box}
          rows={1}
          className={styles.box}
          value={text}
          placeholder={t(isNote ? 'conversation.note.placeholder' : hintOf(sendWith))}
          aria-label={t(isNote ? 'conversation.note.label' : 'conversation.composer.label')}
          enterKeyHint="send"
          data-composer
          onChange={(event) => {
            write(event.target.value)
            mentions.moved(event.target.selectionStart)
          }}
          onSelect={(event) => mentions.moved(event.currentTarget.selectionStart)}
          onPaste={onPaste}
          onKeyDown={(event) => {
            if (mentions.onKey(event)) return
            const press = {
              key: event.key,
              ctrlKey: event.ctrlKey,
              metaKey: event.metaKey,
              shiftKey: event.shiftKey,
              altKey: event.altKey,
              isComposing: event.nativeEvent.isComposing,
              keyCode: event.keyCode,
            }
            const isModified = event.ctrlKey || event.metaKey
            if (!isComposing(press) && menuKeys.current?.({ key: event.key, isModified })) {
              event.preventDefault()
              return
            }
            if (event.key === 'Escape' && quote) return onQuote(undefined)
            const meaning = meaningOf(press, sendWith)
            if (meaning === null) return
            event.preventDefault()
            if (meaning === 'send') send()
            else insert('\n')
          }}
        />
        <div className={styles.tools}>
          <EmojiButton onPick={insert} />
          {isNote ? (
            <Button
              type="text"
              icon={<AtSign size={18} />}
              aria-label={t('conversation.note.mention')}
              title={t('conversation.note.mention')}
              onClick={() => insert('@')}
            />
          ) : (
            <>
              <FileButton
                title={t('conversation.composer.image')}
                icon={<Image size={18} />}
                accept="image/png,image/jpeg,image/gif,image/webp"
                onFiles={onFiles}
              />
              <FileButton title={t('conversation.composer.file')} icon={<Paperclip size={18} />} onFiles={onFiles} />
              <MoreTools conversationId={conversationId} onSent={onSent} onInsert={insert} onFiles={onFiles} />
              {Tools && isForVisitor && <Tools conversationId={conversationId} text={text} onReplace={rewrite} />}
            </>
          )}
          <span className={styles.space} />
          {text.length > maxTextLength - 200 && (
            <span className={`${styles.count} num`} data-over={tooLong}>
              {text.length} / {maxTextLength}
            </span>
          )}
          <Dropdown
            trigger={['click']}
            placement="topRight"
            menu={{
              selectable: true,
              selectedKeys: [sendWith],
              items: [
                { key: 'enter', label: t('conversation.composer.byEnter') },
                { key: 'ctrl-enter', label: t('conversation.composer.byCtrlEnter') },
              ],
              onClick: ({ key }) => preferences.set({ sendWith: key as 'enter' | 'ctrl-enter' }),
            }}
          >
            <Button type="text" size="small" className={styles.how} aria-label={t('conversation.composer.sendWith')}>
              {sendWith === 'enter' ? 'Enter' : 'Ctrl + Enter'}
              <ChevronDown size={13} />
            </Button>
          </Dropdown>
          <Button
            type="primary"
            className={styles.send}
            icon={<SendHorizontal size={16} />}
            disabled={text.trim() === '' || tooLong}
            onClick={send}
          >
            {t(isNote ? 'conversation.note.send' : 'conversation.composer.send')}
          </Button>
        </div>
      </div>
    </div>
  )
}

function ColleaguesTyping({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const ids = useLive((state) => state.opened.get(conversationId)?.colleaguesTyping)
  const colleagues = useLive((state) => state.colleagues)
  if (!ids || ids.length === 0) return null
  const names = ids.map((id) => colleagues.get(id)?.name ?? t('conversation.someAgent')).join('、')
  return <p className={styles.typing}>{t('conversation.colleagueTyping', { names })}</p>
}

function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="topLeft"
      content={
        <Suspense fallback={<div style={{ width: 312, height: 240 }} />}>
          <EmojiPicker
            onPick={(emoji) => {
              setIsOpen(false)
              onPick(emoji)
            }}
          />
        </Suspense>
      }
    >
      <Button
        type="text"
        icon={<Smile size={18} />}
        aria-label={t('conversation.composer.emoji')}
        title={t('conversation.composer.emoji')}
      />
    </Popover>
  )
}

interface FileButtonProps {
  readonly title: string
  readonly icon: ReactNode
  readonly accept?: string
  readonly onFiles: (files: File[]) => void
}

function FileButton({ title, icon, accept, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Tooltip title={title} mouseEnterDelay={0.4}>
        <Button type="text" icon={icon} aria-label={title} onClick={() => input.current?.click()} />
      </Tooltip>
      <input
        ref={input}
        hidden
        multiple
        type="file"
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}
