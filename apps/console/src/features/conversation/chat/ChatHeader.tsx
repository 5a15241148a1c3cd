import type { Conversation } from '@youwen/contract'
import { placeOf } from '@youwen/contract/visitor-name'
import { App, Button, Tooltip } from 'antd'
import { ArrowLeft, CircleCheck, LogOut, PanelRight, Shuffle } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useCommands } from '../../../platform/commands.ts'
import { describe } from '../../../platform/failure.ts'
import { useLive } from '../../../platform/live.ts'
import { useMay, useMe } from '../../../platform/me.ts'
import { useNow } from '../../../platform/now.ts'
import { durationOf } from '../../../platform/time.ts'
import { ClassTags } from '../class/ClassTags.tsx'
import { nameOf } from '../name.ts'
import styles from './ChatHeader.module.css'

const CloseDialog = lazy(() => import('../CloseDialog.tsx').then((module) => ({ default: module.CloseDialog })))
const TransferDialog = lazy(() => import('./TransferDialog.tsx').then((module) => ({ default: module.TransferDialog })))

interface Props {
  readonly conversation: Conversation | undefined
  readonly isPanelOpen: boolean
  readonly onTogglePanel: () => void
  readonly onBack: () => void
  readonly onClosed: () => void
  /** What other features say or offer about the conversation. */
  readonly extra?: ReactNode
}

export function ChatHeader({ conversation, isPanelOpen, onTogglePanel, onBack, onClosed, extra }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const mayServe = useMay('conversation.serve')
  const mayTransferAny = useMay('conversation.transfer_any')
  const [isTransferring, setIsTransferring] = useState(false)
  const [isClosing, setIsClosing] = useState(false)

  const isOpen = conversation !== undefined && conversation.status !== 'closed'
  const isMine = conversation?.agentId === me.agentId
  const mayTransfer = isOpen && mayServe && (isMine || mayTransferAny)
  const mayClose = isOpen && mayServe && isMine
  const mayLeave = isOpen && conversation.joinedAgentIds.includes(me.agentId)

  async function leave() {
    if (!conversation) return
    try {
      await api.conversation.leave({ conversationId: conversation.conversationId })
    } catch (error) {
      void message.error(describe(error))
    }
  }

  useCommands([
    ...(mayTransfer
      ? [{ id: 'transfer', title: t('conversation.transfer.do'), keys: 'Alt+T', run: () => setIsTransferring(true) }]
      : []),
    ...(mayClose
      ? [{ id: 'close', title: t('conversation.close.do'), keys: 'Alt+W', run: () => setIsClosing(true) }]
      : []),
    { id: 'panel', title: t('conversation.togglePanel'), keys: 'Alt+P', run: onTogglePanel },
  ])

  return (
    <header className={styles.header}>
      <Tool title={t('app.back')} icon={<ArrowLeft size={18} />} onClick={onBack} className={styles.back} />
      <div className={styles.words}>
        <h2 className={styles.name} title={conversation && nameOf(conversation)}>
          {conversation ? nameOf(conversation) : '\u00a0'}
        </h2>
        {conversation && (
          <p className={styles.detail}>
            <i className={styles.dot} data-online={conversation.isVisitorOnline} />
            <span className={styles.clip}>
              {t(conversation.isVisitorOnline ? 'conversation.onPage' : 'conversation.leftPage')}
              {conversation.visitorName !== '' &&
                ` · ${[placeOf(conversation.region), conversation.siteName].filter(Boolean).join(' · ')}`}
              {conversation.terminal && ` · ${t(`visitor.terminal.${conversation.terminal as 'desktop'}`)}`}
            </span>
            {isOpen && <Beside agentIds={conversation.joinedAgentIds} />}
            {conversation.status === 'open' && <Elapsed since={conversation.startedAt} />}
            <ClassTags classIds={conversation.classIds} />
            {conversation.status === 'closed' && <span className={styles.closed}>{t('conversation.closed')}</span>}
          </p>
        )}
      </div>
      {extra}
      {mayTransfer && (
        <Tool
          title={t('conversation.transfer.do')}
          icon={<Shuffle size={17} />}
          onClick={() => setIsTransferring(true)}
        />
      )}
      {mayLeave && (
        <Button className={styles.close} icon={<LogOut size={16} />} onClick={() => void leave()}>
          <span className={styles.label}>{t('conversation.join.leave')}</span>
        </Button>
      )}
      {mayClose && (
        <Button
          className={styles.close}
          icon={<CircleCheck size={16} />}
          onClick={() => setIsClosing(true)}
          title="Alt+W"
        >
          <span className={styles.label}>{t('conversation.close.do')}</span>
        </Button>
      )}
      <Tool
        title={t('conversation.togglePanel')}
        icon={<PanelRight size={18} />}
        onClick={onTogglePanel}
        isPressed={isPanelOpen}
      />
      {isClosing && conversation && (
        <Suspense fallback={null}>
          <CloseDialog conversation={conversation} onClose={() => setIsClosing(false)} onClosed={onClosed} />
        </Suspense>
      )}
      {isTransferring && conversation && (
        <Suspense fallback={null}>
          <TransferDialog
            conversation={conversation}
            onClose={() => setIsTransferring(false)}
            onDone={() => {
              setIsTransferring(false)
              onClosed()
            }}
          />
        </Suspense>
      )}
    </header>
  )
}

/** Who takes part beside the agent whose conversation it is. */
function Beside({ agentIds }: { agentIds: readonly string[] }) {
  const { t } = useTranslation()
  const colleagues = useLive((state) => state.colleagues)
  if (agentIds.length === 0) return null
  const names = agentIds.map((id) => colleagues.get(id)?.name ?? t('conversation.someAgent')).join('、')
  return <span className={styles.beside}>{t('conversation.join.beside', { names })}</span>
}

function Elapsed({ since }: { since: string }) {
  const { t } = useTranslation()
  return <span className="num">{t('conversation.elapsed', { time: durationOf(useNow() - Date.parse(since)) })}</span>
}

interface ToolProps {
  readonly title: string
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly isPressed?: boolean
  readonly className?: string | undefined
}

const Tool = ({ title, icon, onClick, isPressed, className }: ToolProps) => (
  <Tooltip title={title} mouseEnterDelay={0.4}>
    <Button
      type="text"
      icon={icon}
      aria-label={title}
      aria-pressed={isPressed}
      onClick={onClick}
      className={className}
    />
  </Tooltip>
)
