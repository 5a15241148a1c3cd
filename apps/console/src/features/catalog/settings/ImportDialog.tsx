import { useQueryClient } from '@tanstack/react-query'
import type { CatalogImportPlan, CatalogKind } from '@youwen/contract'
import { App, Radio, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { SheetImportModal } from '../../../ui/sheet/SheetImportModal.tsx'
import { SheetHint, SheetPlan, SheetSample } from '../../../ui/sheet/SheetPlan.tsx'
import { saveTemplate } from '../../../ui/sheet/template.ts'
import styles from './Settings.module.css'

const columns = {
  product: ['id', 'title', 'price', 'url', 'picture', 'text', 'available'],
  order: ['number', 'state', 'placed', 'phone', 'customer', 'amount', 'items', 'url'],
  coupon: ['id', 'title', 'text', 'url', 'until'],
} as const satisfies Record<CatalogKind, readonly string[]>

const changesOf = ({ added, changed, removed }: CatalogImportPlan) => added + changed + removed

export function ImportDialog({ kind, onClose }: { kind: CatalogKind; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [mode, setMode] = useState<'merge' | 'replace'>('merge')
  return (
    <SheetImportModal<CatalogImportPlan>
      title={t(`catalog.import.title.${kind}`)}
      words={{
        drop: t('catalog.import.drop'),
        hint: t(`catalog.import.hint.${kind}`),
        checking: t('catalog.import.checking'),
        otherFile: t('catalog.import.other'),
        importNow: () => t('catalog.import.now'),
      }}
      template={{
        label: t('catalog.import.template'),
        save: () =>
          saveTemplate(t(`catalog.kinds.${kind}`), [
            columns[kind].map((column) => t(`catalog.column.${column}`)),
            columns[kind].map((column) => t(`catalog.example.${column}`)),
          ]),
      }}
      preview={(sheetFileId) => api.catalog.previewImport({ kind, sheetFileId, mode })}
      carryOut={(sheetFileId) => api.catalog.import({ kind, sheetFileId, mode })}
      changes={(plan) => changesOf(plan) > 0}
      draw={(name, plan) => <Plan name={name} plan={plan} />}
      onDone={({ added, changed, removed }) => {
        void message.success(t('catalog.import.done', { added, changed, removed }))
        void cache.invalidateQueries({ queryKey: queries.catalog.settings.queryKey() })
        void cache.invalidateQueries({ queryKey: ['catalog'] })
        onClose()
      }}
      onClose={onClose}
    >
      <Radio.Group
        className={styles.mode ?? ''}
        value={mode}
        onChange={(event) => setMode(event.target.value as typeof mode)}
        options={(['merge', 'replace'] as const).map((value) => ({ value, label: t(`catalog.import.mode.${value}`) }))}
      />
    </SheetImportModal>
  )
}

function Plan({ name, plan }: { name: string; plan: CatalogImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, removed, bad, badCount, sample } = plan
  const sampleColumns: TableColumnsType<CatalogImportPlan['sample'][number]> = [
    { title: t('catalog.column.id'), dataIndex: 'itemId', ellipsis: true, width: 180 },
    { title: t('catalog.column.title'), dataIndex: 'title', ellipsis: true },
  ]
  const more = added + changed - sample.length
  const figures = { added, changed, unchanged, removed }
  return (
    <SheetPlan of="catalog" fileName={name} figures={figures} bad={bad} badCount={badCount}>
      {changesOf(plan) === 0 && <SheetHint text={t('catalog.import.nothing')} />}
      {sample.length > 0 && (
        <SheetSample
          of="catalog"
          title={t('catalog.import.sample')}
          columns={sampleColumns}
          rows={sample}
          more={more > 0 ? t('catalog.import.more', { count: more }) : null}
        />
      )}
    </SheetPlan>
  )
}
