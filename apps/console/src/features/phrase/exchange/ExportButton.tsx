import type { PhraseTree } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { SheetExport } from '../../../ui/sheet/SheetExport.tsx'
import { routesOf } from '../use-editing.ts'

export function ExportButton({ tree }: { tree: PhraseTree }) {
  const { t } = useTranslation()
  return (
    <SheetExport
      title={t('phrase.export')}
      formats={{ xlsx: t('phrase.exportXlsx'), csv: t('phrase.exportCsv') }}
      write={(format) => routesOf(tree).export({ format })}
    />
  )
}
