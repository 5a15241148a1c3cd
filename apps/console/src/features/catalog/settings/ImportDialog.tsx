import { useQueryClient } from '@tanstack/react-query'
import type { CatalogImportPlan, CatalogKind } from '@youwen/contract'
import { App, Button, Modal, Radio, Spin, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { SheetDrop } from '../../../ui/sheet/SheetDrop.tsx'
import { SheetHint, SheetPlan, SheetSample } from '../../../ui/sheet/SheetPlan.tsx'
import { saveTemplate } from '../../../ui/sheet/template.ts'
import { useSheetImport } from '../../../ui/sheet/use-sheet-import.ts'
import styles from './Settings.module.css'

const columns = {
  product: ['id', 'title', 'price', 'url', 'picture', 'text', 'available'],
  order: ['number', 'state', 'placed', 'phone', 'customer', 'amount', 'items', 'url'],
  coupon: ['id', 'title', 'text', 'url', 'until'],
} as const satisfies Record<CatalogKind, readonly string[]>

/** A spreadsheet is chosen, what it would change is shown, and only then it is imported, whole. */
export function ImportDialog({ kind, onClose }: { kind: CatalogKind; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [mode, setMode] = useState<'merge' | 'replace'>('merge')
  const { checked, isBusy, forget, check, importNow } = useSheetImport<CatalogImportPlan>({
    preview: (sheetFileId) => api.catalog.previewImport({ kind, sheetFileId, mode }),
    carryOut: (sheetFileId) => api.catalog.import({ kind, sheetFileId, mode }),
    onDone: ({ added, changed, removed }) => {
      void message.success(t('catalog.import.done', { added, changed, removed }))
      void cache.invalidateQueries({ queryKey: queries.catalog.settings.queryKey() })
      void cache.invalidateQueries({ queryKey: ['catalog'] })
      onClose()
    },
  })
  const count = checked ? checked.plan.added + checked.plan.changed + checked.plan.removed : 0
  return (
    <Modal
      open
      centered
      width={680}
      title={t(`catalog.import.title.${kind}`)}
      onCancel={onClose}
      maskClosable={!isBusy}
      footer={
        checked ? (
          <>
            <Button onClick={forget} disabled={isBusy}>
              {t('catalog.import.other')}
            </Button>
            <Button
              type="primary"
              disabled={checked.plan.badCount > 0 || count === 0}
              loading={isBusy}
              onClick={() => importNow(checked)}
            >
              {t('catalog.import.now')}
            </Button>
          </>
        ) : null
      }
    >
      {checked ? (
        <Plan name={checked.name} plan={checked.plan} />
      ) : (
        <Spin spinning={isBusy} description={t('catalog.import.checking')}>
          <Radio.Group
            className={styles.mode ?? ''}
            value={mode}
            onChange={(event) => setMode(event.target.value as typeof mode)}
            options={(['merge', 'replace'] as const).map((value) => ({
              value,
              label: t(`catalog.import.mode.${value}`),
            }))}
          />
          <SheetDrop
            label={t('catalog.import.drop')}
            hint={t(`catalog.import.hint.${kind}`)}
            template={t('catalog.import.template')}
            onTemplate={() =>
              saveTemplate(t(`catalog.kinds.${kind}`), [
                columns[kind].map((column) => t(`catalog.column.${column}`)),
                columns[kind].map((column) => t(`catalog.example.${column}`)),
              ])
            }
            onFile={check}
          />
        </Spin>
      )}
    </Modal>
  )
}

function Plan({ name, plan }: { name: string; plan: CatalogImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, removed, bad, badCount, sample } = plan
  const figures = { added, changed, unchanged, removed, bad: badCount }
  const names = ['added', 'changed', 'unchanged', 'removed', 'bad'] as const
  const sampleColumns: TableColumnsType<CatalogImportPlan['sample'][number]> = [
    {
      width: 70,
      render: (_, { change }) => (
        <Tag color={change === 'added' ? 'success' : 'processing'}>{t(`catalog.plan.${change}`)}</Tag>
      ),
    },
    { title: t('catalog.column.id'), dataIndex: 'itemId', ellipsis: true, width: 180 },
    { title: t('catalog.column.title'), dataIndex: 'title', ellipsis: true },
  ]
  const more = added + changed - sample.length
  return (
    <SheetPlan
      of="catalog"
      fileName={name}
      figures={names
        .filter((figure) => figures[figure] > 0 || figure === 'added' || figure === 'changed')
        .map((figure) => ({ name: figure, title: t(`catalog.plan.${figure}`), value: figures[figure] }))}
      bad={bad}
      badCount={badCount}
    >
      {added + changed + removed === 0 && <SheetHint text={t('catalog.import.nothing')} />}
      {sample.length > 0 && (
        <SheetSample
          title={t('catalog.import.sample')}
          columns={sampleColumns}
          rows={sample}
          more={more > 0 ? t('catalog.import.more', { count: more }) : null}
        />
      )}
    </SheetPlan>
  )
}
