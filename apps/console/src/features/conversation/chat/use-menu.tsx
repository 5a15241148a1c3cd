import type { Quote } from '@youwen/contract'
import { recallWithinMs } from '@youwen/contract/limits'
import { quoteOf } from '@youwen/sdk/quote'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { App, Dropdown, type MenuProps } from 'antd'
import { Copy, Languages, Reply, Undo2 } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useAssists } from '../../../platform/assists.ts'
import { describe } from '../../../platform/failure.ts'
import { useMe } from '../../../platform/me.ts'
import { translations } from '../../../platform/translations.ts'
import type { MessageActions } from './actions.ts'
import { wordsToCopy } from './copy.ts'
import type { MessageMenuEntry } from './slots.ts'

interface Open {
  readonly message: ShownMessage
  readonly x: number
  readonly y: number
  /** What was marked when the menu opened: a part of a message can be copied too. */
  readonly selected: string
}

interface Props {
  /** Left out where nothing can be answered. */
  readonly onQuote: ((quote: Quote) => void) | undefined
  /** What other features do with a message. */
  readonly further: readonly MessageMenuEntry[] | undefined
}

/** One menu for all messages: by right click, by the button beside a message, or by the menu key. */
export function useMenu({ onQuote, further = [] }: Props): { open: MessageActions['openMenu']; element: ReactNode } {
  const { t } = useTranslation()
  const me = useMe()
  const { message: toast } = App.useApp()
  const mayTranslate = useAssists('translate')
  const [menu, setMenu] = useState<Open>()
  const open = useCallback<MessageActions['openMenu']>(
    (message, at) => setMenu({ message, ...at, selected: String(getSelection() ?? '') }),
    [],
  )
  if (!menu) return { open, element: null }

  const { message, x, y, selected } = menu
  const quote = quoteOf(message)
  const words = selected || wordsToCopy(message.body)

  async function copy() {
    try {
      await navigator.clipboard.writeText(words)
      void toast.success(t('conversation.menu.copied'))
    } catch {
      void toast.warning(t('conversation.menu.copyBlocked'))
    }
  }
  async function recall() {
    if (message.conversationId === null) return
    try {
      await api.conversation.recall({ conversationId: message.conversationId, messageId: message.id })
    } catch (error) {
      void toast.error(describe(error))
    }
  }

  const items: NonNullable<MenuProps['items']> = []
  if (quote && onQuote) {
    items.push({
      key: 'quote',
      icon: <Reply size={15} />,
      label: t('conversation.menu.quote'),
      onClick: () => onQuote(quote),
    })
  }
  if (words !== '') {
    items.push({
      key: 'copy',
      icon: <Copy size={15} />,
      label: t('conversation.menu.copy'),
      onClick: () => void copy(),
    })
  }
  for (const { key, icon: Icon, title, isOffered, run } of further) {
    if (isOffered(message)) {
      items.push({ key, icon: <Icon size={15} />, label: title, onClick: () => run(message, selected) })
    }
  }
  const { body } = message
  if (mayTranslate && body.type === 'text') {
    items.push({
      key: 'translate',
      icon: <Languages size={15} />,
      label: t(translations.isChosen(message.id) ? 'assistant.hideTranslation' : 'assistant.translate'),
      onClick: () => translations.toggle(message.id, body.text),
    })
  }
  if (quote && message.senderId === me.agentId && Date.now() - Date.parse(message.at) < recallWithinMs) {
    items.push({
      key: 'recall',
      icon: <Undo2 size={15} />,
      label: t('conversation.menu.recall'),
      onClick: () => void recall(),
    })
  }

  const close = () => setMenu(undefined)
  const element = items.length > 0 && (
    <Dropdown
      key={`${message.id} ${x} ${y}`}
      open
      autoFocus
      trigger={['click']}
      placement="bottomLeft"
      menu={{ items, onClick: close }}
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <span style={{ position: 'fixed', left: x, top: y, width: 1, height: 1 }} />
    </Dropdown>
  )
  return { open, element }
}
