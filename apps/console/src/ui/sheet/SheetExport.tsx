import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { Download } from 'lucide-react'
import { describe } from '../../platform/failure.ts'
import { fileUrls } from '../../platform/file-urls.ts'

type Format = 'xlsx' | 'csv'

interface Props {
  readonly title: string
  readonly formats: Readonly<Record<Format, string>>
  /** Has it written by the server. */
  readonly write: (format: Format) => Promise<{ fileId: string }>
}

/** Hands something out as a spreadsheet, in the form that is chosen. */
export function SheetExport({ title, formats, write }: Props) {
  const { message } = App.useApp()
  const writing = useMutation({
    mutationFn: async (format: Format) => fileUrls((await write(format)).fileId),
    onSuccess: (urls) => urls && location.assign(urls.url),
    onError: (error) => void message.error(describe(error)),
  })
  const items = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: formats[format],
    onClick: () => writing.mutate(format),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<Download size={15} />} loading={writing.isPending}>
        {title}
      </Button>
    </Dropdown>
  )
}
