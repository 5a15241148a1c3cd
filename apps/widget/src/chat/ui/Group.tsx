import type { Quote } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { Chat } from '../chat.ts'
import { Later } from '../later/Later.tsx'
import { clock } from '../time.ts'
import { Avatar } from './Avatar.tsx'
import { Body } from './Body.tsx'
import { Icon } from './Icon.tsx'

/** Consecutive messages of one sender: one face, one name, one time. */
export function Group({
  chat,
  messages,
  isMine,
  lastOwnId,
}: {
  chat: Chat
  messages: readonly ShownMessage[]
  isMine: boolean
  lastOwnId: string | null
}) {
  const first = messages[0]
  const last = messages[messages.length - 1]
  if (!first || !last) return null
  const name = isMine ? chat.words.value.you : chat.nameOf(first.from, first.senderId)
  const isRobot = first.from === 'robot'
  const { agents, site } = chat.state.value
  const speaker = isRobot ? site?.robot : agents.get(first.senderId || '')
  return (
    <div class={isMine ? 'group mine' : 'group theirs'}>
      {!isMine && <Avatar name={name} url={speaker?.avatarUrl} isRobot={isRobot} />}
      <div class="bubbles">
        {isMine ? (
          <span class="aloud">{chat.words.value.said(name)}</span>
        ) : (
          <p class="sender">
            {isRobot && name !== chat.words.value.robot ? `${name} · ${chat.words.value.robot}` : name}
          </p>
        )}
        {messages.map((message) => (
          <div
            key={message.id}
            id={message.id}
            tabIndex={-1}
            class={`said ${message.delivery.status}${message === first ? ' first' : ''}${message === last ? ' last' : ''}`}
          >
            {'quote' in message.body && message.body.quote && <QuotedLater chat={chat} quote={message.body.quote} />}
            <Body
              chat={chat}
              message={message}
              edge={`${message === first ? ' first' : ''}${message === last ? ' last' : ''}`}
            />
            <Later isPatient>{({ Actions }) => <Actions chat={chat} message={message} isMine={isMine} />}</Later>
            {message.delivery.status === 'failed' && <FailedLater chat={chat} message={message} />}
          </div>
        ))}
        <p class="foot">
          <time dateTime={last.at}>{clock(last.at, chat.locale.value)}</time>
          {isMine && <Mark chat={chat} message={last} lastOwnId={lastOwnId} />}
        </p>
      </div>
    </div>
  )
}

const FailedLater = (props: { chat: Chat; message: ShownMessage }) => (
  <Later>{({ Failed }) => <Failed {...props} />}</Later>
)

const QuotedLater = (props: { chat: Chat; quote: Quote }) => <Later>{({ Quoted }) => <Quoted {...props} />}</Later>

function Mark({ chat, message, lastOwnId }: { chat: Chat; message: ShownMessage; lastOwnId: string | null }) {
  const t = chat.words.value
  const { conversation, connection } = chat.state.value
  if (message.delivery.status === 'sending') {
    return (
      <span class="mark">
        <Icon name="clock" size={13} />
        {connection.status === 'open' ? t.sending : t.queuedToSend}
      </span>
    )
  }
  if (message.delivery.status === 'failed' || message.id !== lastOwnId || message.seq === null) return null
  const isRead =
    !conversation || conversation.conversationId !== message.conversationId || conversation.agentReadSeq >= message.seq
  return (
    <span class={isRead ? 'mark read' : 'mark'}>
      <Icon name={isRead ? 'read' : 'sent'} size={14} />
      {isRead ? t.read : t.delivered}
    </span>
  )
}
