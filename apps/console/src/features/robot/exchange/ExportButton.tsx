import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { SheetExport } from '../../../ui/sheet/SheetExport.tsx'

export function ExportButton() {
  const { t } = useTranslation()
  return (
    <SheetExport
      title={t('robot.export')}
      formats={{ xlsx: t('robot.exportAs.xlsx'), csv: t('robot.exportAs.csv') }}
      write={(format) => api.robot.export({ format })}
    />
  )
}
