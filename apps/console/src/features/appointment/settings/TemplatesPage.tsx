import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AppointmentTemplate } from '@youwen/contract'
import { maxAppointmentTemplates } from '@youwen/contract/limits'
import { App, Button } from 'antd'
import { CalendarPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useTemplates } from '../templates.ts'
import { TemplateEditor } from './TemplateEditor.tsx'
import { TemplateList } from './TemplateList.tsx'

/** 模板管理 (3.5.2.4): which appointments can be made, and what their cards say. */
export function TemplatesPage() {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const cache = useQueryClient()
  const { query, offered } = useTemplates()
  const [edited, setEdited] = useState<AppointmentTemplate | 'new'>()
  const key = queries.appointment.templates.queryKey()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.appointment.templates.key() })
  const failed = (error: unknown) => {
    void message.error(describe(error))
    void refresh()
  }

  const order = useMutation({
    mutationFn: (ordered: readonly AppointmentTemplate[]) =>
      api.appointment.orderTemplates({ templateIds: ordered.map(({ templateId }) => templateId) }),
    // Seen at once where it was dropped; the answer puts it right.
    onMutate: (ordered) =>
      cache.setQueryData(key, (all) => [...ordered, ...(all ?? []).filter(({ isRemoved }) => isRemoved)]),
    onSuccess: refresh,
    onError: failed,
  })
  const remove = ({ templateId, name }: AppointmentTemplate) =>
    modal.confirm({
      title: t('appointment.templates.removeTitle', { name }),
      content: t('appointment.templates.removeHint'),
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: () => api.appointment.removeTemplate({ templateId }).then(refresh, failed),
    })

  return (
    <Page
      isWide
      title={t('appointment.templates.title')}
      hint={t('appointment.templates.hint')}
      actions={
        <Button
          type="primary"
          icon={<Plus size={16} />}
          disabled={offered.length >= maxAppointmentTemplates}
          onClick={() => setEdited('new')}
        >
          {t('appointment.templates.add')}
        </Button>
      }
    >
      {query.isPending && <Skeleton rows={4} />}
      {query.isError && <FailureState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && offered.length === 0 && (
        <EmptyState
          icon={<CalendarPlus size={24} />}
          title={t('appointment.noTemplates')}
          hint={t('appointment.noTemplatesHint')}
        />
      )}
      {offered.length > 0 && (
        <TemplateList
          templates={offered}
          onOrder={(ordered) => order.mutate(ordered)}
          onEdit={setEdited}
          onRemove={remove}
        />
      )}
      {edited && (
        <TemplateEditor
          template={edited === 'new' ? undefined : edited}
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
