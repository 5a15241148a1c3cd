import type { PhraseImportPlan } from '@youwen/contract'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { SheetHint, SheetPlan, SheetSample } from '../../../ui/sheet/SheetPlan.tsx'

type Sample = PhraseImportPlan['sample'][number]

/** What an import will change, or why it cannot be done. */
export function ImportPlan({ name, plan }: { name: string; plan: PhraseImportPlan }) {
  const { t } = useTranslation()
  const { added, changed, unchanged, newFolders, bad, badCount, sample } = plan
  const sampleColumns: TableColumnsType<Sample> = [
    { title: t('phrase.column.folder'), dataIndex: 'folder', ellipsis: true, width: 130 },
    { title: t('phrase.column.title'), dataIndex: 'title', ellipsis: true, width: 150 },
    { title: t('phrase.column.content'), dataIndex: 'text', ellipsis: true },
  ]
  const count = added + changed
  return (
    <SheetPlan
      of="phrase"
      fileName={name}
      figures={{ added, changed, unchanged, newFolders }}
      bad={bad}
      badCount={badCount}
    >
      {count + newFolders === 0 && <SheetHint text={t('phrase.plan.nothing')} />}
      {sample.length > 0 && (
        <SheetSample
          of="phrase"
          title={t('phrase.plan.sampleTitle')}
          columns={sampleColumns}
          rows={sample}
          more={count > sample.length ? t('phrase.plan.sampleMore', { count: count - sample.length }) : null}
        />
      )}
    </SheetPlan>
  )
}
