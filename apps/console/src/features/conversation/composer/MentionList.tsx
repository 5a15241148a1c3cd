import type { Colleague } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../../../ui/Avatar.tsx'
import styles from './MentionList.module.css'

interface Props {
  readonly offered: readonly Colleague[]
  readonly chosen: number
  readonly onTake: (colleague: Colleague) => void
}

export function MentionList({ offered, chosen, onTake }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.list} role="listbox" aria-label={t('conversation.note.mention')} tabIndex={-1}>
      {offered.map((colleague, index) => (
        <button
          key={colleague.agentId}
          type="button"
          role="option"
          aria-selected={index === chosen}
          // The box keeps the cursor.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(colleague)}
        >
          <Avatar
            id={colleague.agentId}
            name={colleague.name}
            url={colleague.avatarUrl}
            size={24}
            state={colleague.state}
          />
          <span className={styles.name}>{colleague.name}</span>
          <small>{t(`team.state.${colleague.state}`)}</small>
        </button>
      ))}
    </div>
  )
}
