import type { Ticket } from '@youwen/contract'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { DuePicker } from './DuePicker.tsx'
import { DueMark, PriorityMark } from './marks.tsx'
import { usePeople } from './people.ts'
import styles from './TicketFields.module.css'
import { useTicketTypes } from './ticket-types.ts'
import type { ChangeTicketMutation } from './use-change-ticket.ts'

const priorities = ['urgent', 'high', 'normal', 'low'] as const

/** Whose it is, until when, and what kind; each is saved when it is chosen. */
export function TicketFields({ ticket, change }: { ticket: Ticket; change: ChangeTicketMutation }) {
  const { t } = useTranslation()
  const clock = useClock()
  const people = usePeople()
  const { types, typeOf } = useTicketTypes()
  const type = typeOf(ticket.ticketTypeId)
  // Who has left, and a type that was removed, still have their names here.
  const assignees = withHeld(people.agents, ticket.assigneeId, people.nameOf)
  const held = type?.isRemoved ? [{ value: type.ticketTypeId, label: type.name }] : []
  const common = { size: 'middle', variant: 'filled', disabled: change.isPending, style: { width: '100%' } } as const

  return (
    <dl className={styles.fields}>
      <Field label={t('ticket.label.assignee')}>
        <Select
          {...common}
          allowClear
          showSearch
          optionFilterProp="label"
          aria-label={t('ticket.label.assignee')}
          placeholder={t('ticket.nobody')}
          value={ticket.assigneeId}
          options={assignees}
          onChange={(value) => change.mutate({ assigneeId: value ?? null })}
        />
      </Field>
      <Field label={t('ticket.label.group')}>
        <Select
          {...common}
          allowClear
          showSearch
          optionFilterProp="label"
          aria-label={t('ticket.label.group')}
          placeholder={t('ticket.noGroup')}
          value={ticket.groupId}
          options={withHeld(people.groups, ticket.groupId, people.groupNameOf)}
          onChange={(value) => change.mutate({ groupId: value ?? null })}
        />
      </Field>
      <Field label={t('ticket.label.priority')}>
        <Select
          {...common}
          aria-label={t('ticket.label.priority')}
          value={ticket.priority}
          options={priorities.map((value) => ({ value, label: <PriorityMark priority={value} isNamed /> }))}
          onChange={(priority) => change.mutate({ priority })}
        />
      </Field>
      <Field label={t('ticket.label.type')}>
        <Select
          {...common}
          allowClear
          aria-label={t('ticket.label.type')}
          placeholder={t('ticket.noType')}
          value={ticket.ticketTypeId}
          options={[...types.map((each) => ({ value: each.ticketTypeId, label: each.name })), ...held]}
          onChange={(value) => change.mutate({ ticketTypeId: value ?? null })}
        />
      </Field>
      <Field label={t('ticket.label.due')}>
        <DuePicker
          isQuiet
          value={ticket.dueAt}
          isDisabled={change.isPending}
          onChange={(dueAt) => dueAt !== ticket.dueAt && change.mutate({ dueAt })}
        />
        <DueMark ticket={ticket} />
      </Field>
      <Field label={t('ticket.label.watchers')}>
        <Watchers key={ticket.watcherIds.join()} ticket={ticket} change={change} />
      </Field>
      {ticket.visitorName && <Field label={t('ticket.visitor')}>{ticket.visitorName}</Field>}
      <Field label={t('ticket.creator')}>
        {people.nameOf(ticket.creatorId)}
        <span className={`${styles.moment} num`}>{momentOf(clock, new Date(ticket.createdAt)).slice(0, -3)}</span>
      </Field>
    </dl>
  )
}

/** Several are chosen before they are saved: when the list is closed. */
function Watchers({ ticket, change }: { ticket: Ticket; change: ChangeTicketMutation }) {
  const { t } = useTranslation()
  const people = usePeople()
  const [chosen, setChosen] = useState(ticket.watcherIds)
  const save = (next: string[]) => {
    if (next.toSorted().join() !== ticket.watcherIds.toSorted().join()) change.mutate({ watcherIds: next })
  }
  return (
    <Select
      mode="multiple"
      variant="filled"
      style={{ width: '100%' }}
      optionFilterProp="label"
      aria-label={t('ticket.label.watchers')}
      placeholder={t('ticket.nothing')}
      value={chosen}
      options={ticket.watcherIds.reduce((options, id) => withHeld(options, id, people.nameOf), people.agents)}
      onChange={setChosen}
      onOpenChange={(isOpen) => !isOpen && save(chosen)}
      onDeselect={(id) => save(chosen.filter((one) => one !== id))}
    />
  )
}

interface Option {
  readonly value: string
  readonly label: string
}
const withHeld = (options: Option[], id: string | null, nameOf: (id: string) => string): Option[] =>
  id === null || options.some(({ value }) => value === id) ? options : [...options, { value: id, label: nameOf(id) }]

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={styles.field}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)
