import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { fileUrls } from '../../../platform/file-urls.ts'

export function ExportButton() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const write = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => fileUrls((await api.robot.export({ format })).fileId),
    onSuccess: (urls) => urls && location.assign(urls.url),
    onError: (error) => void message.error(describe(error)),
  })
  const items = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: t(`robot.exportAs.${format}`),
    onClick: () => write.mutate(format),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<Download size={15} />} loading={write.isPending}>
        {t('robot.export')}
      </Button>
    </Dropdown>
  )
}
