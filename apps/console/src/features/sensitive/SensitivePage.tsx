import type { SensitiveSide } from '@youwen/contract'
import { sensitiveSides } from '@youwen/contract/limits'
import { Button, Segmented } from 'antd'
import { Plus, Upload } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { Page } from '../../ui/Page.tsx'
import { SheetExport } from '../../ui/sheet/SheetExport.tsx'
import { AddDialog } from './AddDialog.tsx'
import { NoticeForm } from './NoticeForm.tsx'
import styles from './SensitivePage.module.css'
import { TryBox } from './TryBox.tsx'
import { noWish, useWords } from './words/use-words.ts'
import { WordTable } from './words/WordTable.tsx'
import { WordTools } from './words/WordTools.tsx'

const ImportDialog = lazy(() => import('./ImportDialog.tsx').then((module) => ({ default: module.ImportDialog })))

type Part = SensitiveSide | 'try' | 'notice'

/** The lists of words, what happens to a message that has one, and what visitors read then (A11). */
export function SensitivePage() {
  const { t } = useTranslation()
  const [part, setPart] = useState<Part>('visitor')
  const [wish, setWish] = useState(noWish)
  const [isAdding, setIsAdding] = useState(false)
  const [isImporting, setIsImporting] = useState(false)
  const side = part === 'agent' ? 'agent' : 'visitor'
  const isList = part === side
  const words = useWords(side, wish)
  return (
    <Page
      isWide
      title={t('sensitive.title')}
      hint={t('sensitive.hint')}
      actions={
        <>
          <SheetExport
            title={t('sensitive.export')}
            formats={{ xlsx: t('sensitive.exportXlsx'), csv: t('sensitive.exportCsv') }}
            write={(format) => api.sensitive.export({ format })}
          />
          <Button icon={<Upload size={15} />} onClick={() => setIsImporting(true)}>
            {t('sensitive.import')}
          </Button>
          <Button type="primary" icon={<Plus size={15} />} onClick={() => setIsAdding(true)}>
            {t('sensitive.add')}
          </Button>
        </>
      }
    >
      <div className={styles.tools}>
        <Segmented<Part>
          value={part}
          onChange={setPart}
          options={[
            ...sensitiveSides.map((value) => ({
              value,
              label: `${t(`sensitive.sides.${value}`)} ${words.counts?.[value] ?? ''}`.trim(),
            })),
            { value: 'try' as const, label: t('sensitive.try.title') },
            { value: 'notice' as const, label: t('sensitive.notice.title') },
          ]}
        />
        <span className={styles.space} />
        {isList && <WordTools wish={wish} onWish={setWish} />}
      </div>
      {isList && (
        <WordTable key={side} words={words} isNarrowed={wish.action !== undefined || wish.find.trim() !== ''} />
      )}
      {part === 'try' && <TryBox />}
      {part === 'notice' && <NoticeForm />}
      {isAdding && <AddDialog side={side} onClose={() => setIsAdding(false)} onDone={words.changed} />}
      {isImporting && (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setIsImporting(false)} onDone={words.changed} />
        </Suspense>
      )}
    </Page>
  )
}
