import type { TicketEntry } from '@youwen/contract'
import { Ticket as TicketIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { minuteOf, momentOf } from '../../platform/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EntryFile } from './EntryFile.tsx'
import { type People, usePeople } from './people.ts'
import styles from './TicketEntries.module.css'
import { useTicketTypes } from './ticket-types.ts'

type Change = Extract<TicketEntry['body'], { type: 'changed' }>['changes'][number]

/** What was said and what changed, oldest first. */
export function TicketEntries({ entries }: { entries: readonly TicketEntry[] }) {
  const people = usePeople()
  return (
    <ol className={styles.entries}>
      {entries.map((entry) => (
        <Entry key={entry.entryId} entry={entry} people={people} />
      ))}
    </ol>
  )
}

function Entry({ entry: { agentId, at, body }, people }: { entry: TicketEntry; people: People }) {
  const { t } = useTranslation()
  const clock = useClock()
  const words = useChangeWords(people)
  const name = people.nameOf(agentId)
  const time = <time className="num">{minuteOf(clock, new Date(at))}</time>
  if (body.type === 'comment') {
    return (
      <li className={styles.comment}>
        <Avatar id={agentId} name={name} url={people.avatarOf(agentId)} size={28} />
        <div className={styles.said}>
          <p className={styles.who}>
            <b>{name}</b> {time}
          </p>
          {body.text !== '' && <p className={styles.text}>{body.text}</p>}
          {body.files.map((file) => (
            <EntryFile key={file.fileId} file={file} />
          ))}
        </div>
      </li>
    )
  }
  return (
    <li className={styles.change}>
      <i>{body.type === 'created' ? <TicketIcon size={12} /> : null}</i>
      <span>
        <b>{name}</b>{' '}
        {body.type === 'created' ? t('ticket.entry.created') : body.changes.map((change) => words(change)).join('，')}{' '}
        {time}
      </span>
    </li>
  )
}

function useChangeWords(people: People) {
  const { t } = useTranslation()
  const clock = useClock()
  const { typeOf } = useTicketTypes()

  const shown = (field: Change['field'], value: string): string => {
    switch (field) {
      case 'assignee':
        return people.nameOf(value)
      case 'group':
        return people.groupNameOf(value)
      case 'type':
        return typeOf(value)?.name ?? value
      case 'due':
        return momentOf(clock, new Date(value)).slice(0, -3)
      case 'state':
        return t(`ticket.state.${value as 'open'}`)
      case 'priority':
        return t(`ticket.priority.${value as 'low'}`)
      case 'title':
      case 'description':
      case 'watchers':
        return value
      default:
        return field satisfies never
    }
  }
  return ({ field, from, to }: Change): string => {
    const name = t(`ticket.field.${field}`)
    if (field === 'watchers') return t('ticket.entry.watchers')
    if (field === 'description') return t('ticket.entry.rewritten', { field: name })
    if (to === null) return t('ticket.entry.cleared', { field: name })
    if (from === null) return t('ticket.entry.changedTo', { field: name, to: shown(field, to) })
    return t('ticket.entry.changed', { field: name, from: shown(field, from), to: shown(field, to) })
  }
}
