import type { PhraseTree } from '@youwen/contract'
import { App, Button, Dropdown } from 'antd'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describe } from '../../../platform/failure.ts'
import { fileUrls } from '../../../platform/file-urls.ts'
import { routesOf } from '../use-editing.ts'

export function ExportButton({ tree }: { tree: PhraseTree }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)

  async function save(format: 'xlsx' | 'csv') {
    setIsBusy(true)
    try {
      const { fileId } = await routesOf(tree).export({ format })
      const urls = await fileUrls(fileId)
      if (urls) location.assign(urls.url)
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('phrase.exportXlsx') },
          { key: 'csv', label: t('phrase.exportCsv') },
        ],
        onClick: ({ key }) => void save(key as 'xlsx' | 'csv'),
      }}
    >
      <Button icon={<Download size={15} />} loading={isBusy}>
        {t('phrase.export')}
      </Button>
    </Dropdown>
  )
}
