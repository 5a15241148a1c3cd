import { Button, Popover, Tooltip } from 'antd'
import { Sparkles } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAssists } from '../../platform/assists.ts'
import type { ComposerToolProps } from '../../platform/composer.ts'

const AssistantPanel = lazy(() => import('./AssistantPanel.tsx').then((module) => ({ default: module.AssistantPanel })))

/** In the composer's row of tools: what a language model can suggest for the answer. Not there when it may do nothing. */
export function AssistantButton(props: ComposerToolProps) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const may = { reply: useAssists('reply'), summary: useAssists('summary'), translate: useAssists('translate') }
  if (!may.reply && !may.summary && !may.translate) return null
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="topLeft"
      destroyOnHidden
      content={
        <Suspense fallback={<div style={{ width: 380, height: 96 }} />}>
          <AssistantPanel {...props} may={may} onClose={() => setIsOpen(false)} />
        </Suspense>
      }
    >
      <Tooltip title={t('assistant.open')} mouseEnterDelay={0.4}>
        <Button type="text" icon={<Sparkles size={18} />} aria-label={t('assistant.open')} />
      </Tooltip>
    </Popover>
  )
}
