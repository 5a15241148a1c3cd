import type { Conversation } from '@youwen/contract'
import { Dropdown, type MenuProps } from 'antd'
import { createPortal } from 'react-dom'
import { keysOf } from '../../../platform/commands.ts'
import type { Actions } from '../use-actions.tsx'
import styles from './RowMenu.module.css'

interface Props {
  readonly conversation: Conversation
  readonly x: number
  readonly y: number
  readonly actions: Actions
  readonly onClose: () => void
}

const sections = ['list', 'conversation', 'visitor'] as const

/** One menu for all rows, where it was asked for (D1.4). */
export function RowMenu({ conversation, x, y, actions, onClose }: Props) {
  const offered = actions.offeredFor(conversation)
  const items: NonNullable<MenuProps['items']> = []
  for (const section of sections) {
    const own = offered.filter(({ action }) => action.section === section)
    if (own.length === 0) continue
    if (items.length > 0) items.push({ type: 'divider', key: section })
    for (const { action, title } of own) {
      items.push({
        key: action.id,
        icon: <action.icon size={15} />,
        danger: action.isDanger ?? false,
        label: (
          <span className={styles.label}>
            {title}
            {action.keys && <kbd>{keysOf(action.keys)}</kbd>}
          </span>
        ),
      })
    }
  }
  // Within the list, which is painted for itself, the point would be measured from the list.
  return createPortal(
    <Dropdown
      open
      autoFocus
      destroyOnHidden
      trigger={['click']}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      menu={{
        items,
        onClick: ({ key }) => {
          onClose()
          const chosen = offered.find(({ action }) => action.id === key)
          if (chosen) void actions.run(chosen.action, conversation)
        },
      }}
    >
      <i className={styles.anchor} style={{ left: x, top: y }} />
    </Dropdown>,
    document.body,
  )
}
