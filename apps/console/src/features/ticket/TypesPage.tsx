import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { TicketType } from '@youwen/contract'
import { App, Button } from 'antd'
import { Pencil, Plus, Tags, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { PriorityMark, TypeMark } from './marks.tsx'
import { TypeDialog } from './TypeDialog.tsx'
import styles from './TypesPage.module.css'

export function TypesPage() {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const cache = useQueryClient()
  const all = useQuery(queries.ticket.types.queryOptions())
  const types = all.data?.filter(({ isRemoved }) => !isRemoved)
  const [edited, setEdited] = useState<TicketType | 'new'>()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.ticket.types.key() })

  const remove = ({ ticketTypeId, name }: TicketType) =>
    modal.confirm({
      title: t('ticket.types.removeTitle', { name }),
      content: t('ticket.types.removeHint'),
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await api.ticket.removeType({ ticketTypeId })
        } catch (error) {
          void message.error(describe(error))
        }
        await refresh()
      },
    })

  return (
    <Page
      title={t('ticket.types.title')}
      hint={t('ticket.types.hint')}
      actions={
        <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>
          {t('ticket.types.add')}
        </Button>
      }
    >
      {all.isPending && <Skeleton rows={4} />}
      {all.isError && <FailureState error={all.error} onRetry={() => void all.refetch()} />}
      {types?.length === 0 && (
        <EmptyState icon={<Tags size={24} />} title={t('ticket.types.none')} hint={t('ticket.types.noneHint')} />
      )}
      <ul className={styles.list}>
        {types?.map((type) => (
          <li key={type.ticketTypeId} className={styles.type}>
            <span className={styles.name}>
              <TypeMark type={type} />
            </span>
            <span className={styles.detail}>
              <PriorityMark priority={type.priority} isNamed />
            </span>
            <span className={`${styles.detail} num`}>
              {type.dueHours === null ? t('ticket.types.noDue') : `${type.dueHours} ${t('ticket.types.hours')}`}
            </span>
            <Button
              type="text"
              size="small"
              icon={<Pencil size={15} />}
              aria-label={t('app.editNamed', { name: type.name })}
              onClick={() => setEdited(type)}
            />
            <Button
              type="text"
              size="small"
              danger
              icon={<Trash2 size={15} />}
              aria-label={t('app.removeNamed', { name: type.name })}
              onClick={() => remove(type)}
            />
          </li>
        ))}
      </ul>
      {edited && (
        <TypeDialog
          type={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined)
            void message.success(t('app.saved'))
            void refresh()
          }}
        />
      )}
    </Page>
  )
}
