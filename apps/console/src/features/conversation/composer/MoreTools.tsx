import { App, Button, Popover, Tooltip } from 'antd'
import { Calculator as CalculatorIcon, IdCard, Mic, ScanLine } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../platform/live.ts'
import { canCapture, captureScreen } from './capture.ts'
import { canRecord } from './recorder.ts'
import { useUploads } from './UploadsProvider.tsx'

const CardDialog = lazy(() => import('./CardDialog.tsx').then((module) => ({ default: module.CardDialog })))
const VoiceRecorder = lazy(() => import('./VoiceRecorder.tsx').then((module) => ({ default: module.VoiceRecorder })))
const ScreenshotDialog = lazy(() =>
  import('./ScreenshotDialog.tsx').then((module) => ({ default: module.ScreenshotDialog })),
)
const Calculator = lazy(() => import('./Calculator.tsx').then((module) => ({ default: module.Calculator })))

interface Props {
  readonly conversationId: string
  readonly onSent: () => void
  readonly onInsert: (text: string) => void
  readonly onFiles: (files: File[]) => void
}

/** What is needed now and then; none of it is loaded before. */
export function MoreTools({ conversationId, onSent, onInsert, onFiles }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const uploads = useUploads()
  const { message } = App.useApp()
  const [open, setOpen] = useState<'card' | 'voice' | 'calculator'>()
  const [shot, setShot] = useState<HTMLCanvasElement>()
  const close = () => setOpen(undefined)

  async function takeScreenshot() {
    if (!canCapture()) return void message.info(t('conversation.screenshot.paste'))
    try {
      const taken = await captureScreen()
      if (taken) setShot(taken)
    } catch {
      void message.warning(t('conversation.screenshot.failed'))
    }
  }

  return (
    <>
      <Tool
        title={t('conversation.screenshot.do')}
        icon={<ScanLine size={18} />}
        onClick={() => void takeScreenshot()}
      />
      <Tool title={t('conversation.card.do')} icon={<IdCard size={18} />} onClick={() => setOpen('card')} />
      {canRecord() && (
        <Tool title={t('conversation.voice.do')} icon={<Mic size={18} />} onClick={() => setOpen('voice')} />
      )}
      <Popover
        open={open === 'calculator'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'calculator' : undefined)}
        trigger="click"
        placement="topLeft"
        destroyOnHidden
        content={
          <Suspense fallback={<div style={{ width: 216, height: 260 }} />}>
            <Calculator
              onInsert={(result) => {
                close()
                onInsert(result)
              }}
            />
          </Suspense>
        }
      >
        <Button
          type="text"
          icon={<CalculatorIcon size={18} />}
          aria-label={t('conversation.calculator.do')}
          title={t('conversation.calculator.do')}
        />
      </Popover>
      <Suspense fallback={null}>
        {open === 'card' && (
          <CardDialog
            conversationId={conversationId}
            onClose={close}
            onSend={(card) => {
              client.sendCard(conversationId, card)
              close()
              onSent()
            }}
          />
        )}
        {open === 'voice' && (
          <VoiceRecorder
            onClose={close}
            onSend={(file, recording) => {
              uploads.add(conversationId, [file], recording)
              close()
              onSent()
            }}
          />
        )}
        {shot && (
          <ScreenshotDialog
            shot={shot}
            onClose={() => setShot(undefined)}
            onSend={(file) => {
              setShot(undefined)
              onFiles([file])
            }}
          />
        )}
      </Suspense>
    </>
  )
}

const Tool = ({ title, icon, onClick }: { title: string; icon: ReactNode; onClick: () => void }) => (
  <Tooltip title={title} mouseEnterDelay={0.4}>
    <Button type="text" icon={icon} aria-label={title} onClick={onClick} />
  </Tooltip>
)
