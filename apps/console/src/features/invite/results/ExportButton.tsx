import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { SheetExport } from '../../../ui/sheet/SheetExport.tsx'
import type { Period } from './period.ts'

/** The table that is shown, as a spreadsheet. */
export function ExportButton({ period, by }: { period: Period; by: 'agent' | 'text' | 'day' }) {
  const { t } = useTranslation()
  return (
    <SheetExport
      title={t('invite.export')}
      formats={{ xlsx: t('invite.exportAs.xlsx'), csv: t('invite.exportAs.csv') }}
      write={(format) => api.invite.export({ ...period, by, format })}
    />
  )
}
