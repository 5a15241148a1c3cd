import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CardField } from '@youwen/contract'
import { App, Button } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { FieldDrawer } from './FieldDrawer.tsx'
import { FieldList } from './FieldList.tsx'
import { fieldName } from './field-name.ts'

const orderKey = ['card.order'] as const

/** 名片字段: what a card of this company asks for, in which order, and who sees it. */
export function CardFieldsPage() {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const cache = useQueryClient()
  const fields = useQuery(queries.card.fields.queryOptions())
  const [edited, setEdited] = useState<CardField | 'new'>()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.card.key() })
  const failed = (error: unknown) => {
    void message.error(describe(error))
    void refresh()
  }

  const order = useMutation({
    mutationFn: (ordered: readonly CardField[]) =>
      api.card.orderFields({ fieldIds: ordered.map(({ fieldId }) => fieldId) }),
    // One after the other, as they were made.
    mutationKey: orderKey,
    scope: { id: orderKey[0] },
    // Seen at once where it was dropped. An answer that is older, or comes before the next one is sent, would undo it.
    onMutate: async (ordered) => {
      await cache.cancelQueries({ queryKey: queries.card.fields.queryKey() })
      cache.setQueryData(queries.card.fields.queryKey(), [...ordered])
    },
    onSuccess: () => (cache.isMutating({ mutationKey: orderKey }) > 1 ? undefined : refresh()),
    onError: failed,
  })
  const enable = useMutation({
    mutationFn: ({ field, isEnabled }: { field: CardField; isEnabled: boolean }) =>
      api.card.saveField({ ...field, isEnabled }),
    onSuccess: refresh,
    onError: failed,
  })
  const remove = (field: CardField) =>
    modal.confirm({
      title: t('card.removeTitle', { name: fieldName(field, t) }),
      content: t('card.removeHint'),
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: () => api.card.removeField({ fieldId: field.fieldId }).then(refresh, failed),
    })

  return (
    <Page
      isWide
      title={t('card.fields')}
      hint={t('card.fieldsHint')}
      actions={
        <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>
          {t('card.addField')}
        </Button>
      }
    >
      {fields.isPending && <Skeleton rows={8} />}
      {fields.isError && <FailureState error={fields.error} onRetry={() => void fields.refetch()} />}
      {fields.data && (
        <FieldList
          fields={fields.data}
          onOrder={(ordered) => order.mutate(ordered)}
          onEnable={(field, isEnabled) => enable.mutate({ field, isEnabled })}
          onEdit={setEdited}
          onRemove={remove}
        />
      )}
      {edited && (
        <FieldDrawer
          field={edited === 'new' ? undefined : edited}
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
