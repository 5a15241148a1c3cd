import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../../../ui/Avatar.tsx'
import styles from './GroupLine.module.css'
import type { GroupKey, ListItem } from './order.ts'

type Line = Extract<ListItem, { type: 'group' }>
interface Props {
  readonly line: Line
  readonly isFolded: boolean
  readonly onFold: (group: GroupKey) => void
}

/** The head of a group: what it is, how many, and whether something in it is unread while it is folded. */
export function GroupLine({ line, isFolded, onFold }: Props) {
  const { t } = useTranslation()
  const { group, colleague, count, unread } = line
  return (
    <button
      type="button"
      className={styles.group}
      data-agent={colleague !== undefined}
      aria-expanded={!isFolded}
      onClick={() => onFold(group)}
    >
      <ChevronDown size={14} className={styles.arrow} />
      {colleague ? (
        <>
          <Avatar
            id={colleague.agentId}
            name={colleague.name}
            url={colleague.avatarUrl}
            size={20}
            state={colleague.state}
            stateTitle={t(`team.state.${colleague.state}`)}
          />
          <span className={styles.name}>{colleague.name}</span>
        </>
      ) : (
        <span>{t(`list.group.${group as Exclude<GroupKey, `agent ${string}`>}`)}</span>
      )}
      {count !== null && <span className={`${styles.count} num`}>{count}</span>}
      {unread > 0 && isFolded && <span className={styles.unread}>{unread > 99 ? '99+' : unread}</span>}
    </button>
  )
}
