import type { TicketType } from '@youwen/contract'
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DuePicker } from './DuePicker.tsx'
import { PriorityMark } from './marks.tsx'
import type { People } from './people.ts'
import styles from './TicketDialog.module.css'

const priorities = ['low', 'normal', 'high', 'urgent'] as const

/** What kind of ticket it is, whose, and until when: fields of the form around them. */
export function TicketFormFields({ people, types }: { people: People; types: readonly TicketType[] }) {
  const { t } = useTranslation()
  return (
    <div className={styles.pair}>
      <Form.Item name="ticketTypeId" label={t('ticket.label.type')}>
        <Select
          allowClear
          placeholder={t('ticket.noType')}
          options={types.map((type) => ({ value: type.ticketTypeId, label: type.name }))}
        />
      </Form.Item>
      <Form.Item name="priority" label={t('ticket.label.priority')}>
        <Select options={priorities.map((value) => ({ value, label: <PriorityMark priority={value} isNamed /> }))} />
      </Form.Item>
      <Form.Item name="assigneeId" label={t('ticket.label.assignee')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={t('ticket.nobody')}
          options={people.agents}
        />
      </Form.Item>
      <Form.Item name="groupId" label={t('ticket.label.group')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={t('ticket.noGroup')}
          options={people.groups}
        />
      </Form.Item>
      <Form.Item name="dueAt" label={t('ticket.label.due')}>
        <DuePicker />
      </Form.Item>
      <Form.Item name="watcherIds" label={t('ticket.label.watchers')}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          maxTagCount="responsive"
          placeholder={t('ticket.nothing')}
          options={people.agents}
        />
      </Form.Item>
    </div>
  )
}
