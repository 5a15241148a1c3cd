import { maxTextLength, maxTypingLength } from '@youwen/contract/limits'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Later } from '../later/Later.tsx'
import { isTouch } from '../screen.ts'
import { Icon } from './Icon.tsx'

const maxInputPx = 120

export function Composer({ chat }: { chat: Chat }) {
  const t = chat.words.value
  const input = useRef<HTMLTextAreaElement>(null)
  const [isEmojiOpen, setEmojiOpen] = useState(false)
  /** Chinese, Japanese …: while a word is being composed, Enter chooses it. */
  const isComposing = useRef(false)
  const { draft, panel, isFrame, state } = chat
  const text = draft.value
  const over = text.trim().length - maxTextLength
  const isGone = state.value.connection.status === 'stopped'
  const canSend = text.trim() !== '' && over <= 0 && !isGone

  useLayoutEffect(() => {
    const { current } = input
    if (!current) return
    current.style.height = 'auto'
    current.style.height = `${Math.min(maxInputPx, current.scrollHeight)}px`
    current.style.overflowY = current.scrollHeight > maxInputPx ? 'auto' : 'hidden'
  }, [text])

  const isOpen = panel.value.isOpen
  useEffect(() => {
    // On a phone the keyboard would cover what there is to read: it comes when the visitor asks for it.
    if (isOpen && isFrame && !isTouch()) input.current?.focus()
  }, [isOpen])

  const quote = chat.quote.value
  useEffect(() => {
    if (quote) input.current?.focus()
  }, [quote])

  const typed = (value: string) => {
    draft.value = value
    chat.client.typing(value.slice(0, maxTypingLength))
  }
  const send = () => {
    if (!canSend || !chat.send()) return
    setEmojiOpen(false)
    input.current?.focus()
  }
  const insert = (sign: string) => {
    const { current } = input
    if (!current) return
    // At once, the cursor with it: what somebody types on must not come to stand before the sign.
    current.setRangeText(sign, current.selectionStart, current.selectionEnd, 'end')
    typed(current.value)
    if (!isTouch()) current.focus()
  }
  const pressed = (event: KeyboardEvent) => {
    // 229: Safari ends the composition before it tells of the key that ended it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isComposing.current || event.keyCode === 229)
      return
    event.preventDefault()
    send()
  }
  const pasted = (event: ClipboardEvent) => {
    const files = event.clipboardData ? event.clipboardData.files : null
    if (!files || files.length === 0) return
    event.preventDefault()
    chat.uploads.add(files)
  }

  return (
    <div class="composer">
      {isEmojiOpen && (
        <Later>
          {({ EmojiPanel }) => <EmojiPanel chat={chat} choose={insert} close={() => setEmojiOpen(false)} />}
        </Later>
      )}
      <div class="composer-box">
        {quote && <Later>{({ Answering }) => <Answering chat={chat} quote={quote} />}</Later>}
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder={t.placeholder}
          aria-label={t.placeholder}
          enterkeyhint="send"
          disabled={isGone}
          onInput={(event) => typed(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
          onCompositionStart={() => {
            isComposing.current = true
          }}
          onCompositionEnd={() => {
            isComposing.current = false
          }}
        />
        <div class="composer-tools">
          <button
            type="button"
            class={isEmojiOpen ? 'tool on' : 'tool'}
            title={t.emoji}
            aria-label={t.emoji}
            aria-expanded={isEmojiOpen}
            disabled={isGone}
            onClick={() => setEmojiOpen(!isEmojiOpen)}
          >
            <Icon name="emoji" />
          </button>
          <Choose chat={chat} label={t.image} icon="image" accept="image/*" isDisabled={isGone} />
          <Choose chat={chat} label={t.file} icon="file" isDisabled={isGone} />
          {over > -200 && <span class={over > 0 ? 'count over' : 'count'}>{over > 0 ? t.tooLong(over) : -over}</span>}
          <button type="button" class="send" title={t.send} aria-label={t.send} disabled={!canSend} onClick={send}>
            <Icon name="send" />
          </button>
        </div>
      </div>
    </div>
  )
}

function Choose({
  chat,
  label,
  icon,
  accept,
  isDisabled,
}: {
  chat: Chat
  label: string
  icon: 'image' | 'file'
  accept?: string
  isDisabled: boolean
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="tool"
        title={label}
        aria-label={label}
        disabled={isDisabled}
        onClick={() => input.current?.click()}
      >
        <Icon name={icon} />
      </button>
      <input
        ref={input}
        class="aloud"
        type="file"
        multiple
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          if (currentTarget.files) chat.uploads.add(currentTarget.files)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
