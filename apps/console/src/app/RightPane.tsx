import type { Conversation } from '@youwen/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryTab } from '../features/conversation/HistoryTab.tsx'
import { defaultNameOf, faceOf } from '../features/conversation/name.ts'
import { VisitorPanel } from '../features/visitor/VisitorPanel.tsx'
import { useLive } from '../platform/live.ts'
import { useMay } from '../platform/me.ts'
import { Tabs } from '../ui/Tabs.tsx'
import styles from './RightPane.module.css'

interface Props {
  readonly conversation: Conversation
  readonly onChoose: (conversationId: string) => void
}

/** Beside the chat: who it is, and what was said before. Features meet here, not in each other. */
export function RightPane({ conversation, onChoose }: Props) {
  const { t } = useTranslation()
  const mayView = useMay('visitor.view')
  const [tab, setTab] = useState<'visitor' | 'history'>(mayView ? 'visitor' : 'history')
  const pages = useLive((state) => state.opened.get(conversation.conversationId)?.pages)
  const { visitorId, visitId, conversationId } = conversation
  return (
    <div className={styles.pane}>
      <Tabs
        label={t('conversation.panel')}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          ...(mayView ? [{ name: 'visitor' as const, title: t('conversation.tabs.visitor') }] : []),
          { name: 'history', title: t('conversation.tabs.history') },
        ]}
      />
      <div className={styles.body}>
        {tab === 'visitor' && (
          <VisitorPanel
            key={conversationId}
            visitorId={visitorId}
            visitId={visitId}
            pages={pages}
            defaultName={defaultNameOf(conversation)}
            face={faceOf(conversation)}
          />
        )}
        {tab === 'history' && (
          <HistoryTab key={visitorId} visitorId={visitorId} conversationId={conversationId} onChoose={onChoose} />
        )}
      </div>
    </div>
  )
}
