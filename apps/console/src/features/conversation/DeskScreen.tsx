import type { Conversation, Filter } from '@youwen/contract'
import { MessageSquareText } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useCommands } from '../../platform/commands.ts'
import { useClient, useLive } from '../../platform/live.ts'
import { preferences, usePreferences } from '../../platform/preferences.ts'
import { narrowPx, useWidth } from '../../platform/width.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ResizeHandle } from '../../ui/ResizeHandle.tsx'
import type { ConversationAction } from './actions.ts'
import type { ChatSlots } from './chat/slots.ts'
import styles from './DeskScreen.module.css'
import { ListPane } from './list/ListPane.tsx'
import { arrange, neighbourOf, waitsSince } from './list/order.ts'
import { useActions } from './use-actions.tsx'

// There when the first conversation is chosen, but the list need not wait for it.
const loadChat = () => import('./chat/ChatPane.tsx').then((module) => ({ default: module.ChatPane }))
const ChatPane = lazy(loadChat)
// Only narrow windows need it.
const SidePanel = lazy(() => import('../../ui/SidePanel.tsx').then((module) => ({ default: module.SidePanel })))

const roomyPx = 1180

interface Props {
  readonly conversationId: string | undefined
  readonly targetSeq: number | undefined
  /** How often the same target was asked for again. */
  readonly jumps: number
  readonly onChoose: (conversationId: string | undefined, seq?: number) => void
  /** What stands in the right pane for a conversation. */
  readonly panel: (conversation: Conversation) => ReactNode
  readonly slots?: ChatSlots
  /** What the list is narrowed to, and where that is chosen. */
  readonly filter: Filter | undefined
  readonly filterBar: ReactNode
  /** What other features offer to do with a conversation. */
  readonly furtherActions: readonly ConversationAction[]
}

export function DeskScreen(props: Props) {
  const { conversationId, targetSeq, jumps, onChoose, panel, slots, filter, filterBar, furtherActions } = props
  const { t } = useTranslation()
  const width = useWidth()
  const { listWidth, panelWidth, isListCollapsed, isPanelCollapsed } = usePreferences()
  const client = useClient()
  const inbox = useLive((state) => state.inbox)
  const marks = useLive((state) => state.marks)
  const actions = useActions(furtherActions)
  const conversation = useLive((state) =>
    conversationId === undefined
      ? undefined
      : (state.opened.get(conversationId)?.conversation ?? state.inbox.get(conversationId)),
  )
  const isNarrow = width < narrowPx
  const isRoomy = width >= roomyPx

  const go = (step: 1 | -1) => {
    const next = neighbourOf(arrange(inbox.values(), marks), conversationId, step)
    if (next) onChoose(next)
  }
  useEffect(() => void loadChat(), [])
  useCommands([
    { id: 'next', title: t('conversation.next'), keys: 'Alt+ArrowDown', run: () => go(1) },
    { id: 'previous', title: t('conversation.previous'), keys: 'Alt+ArrowUp', run: () => go(-1) },
    {
      id: 'next-waiting',
      title: t('list.nextWaiting'),
      keys: 'Alt+Q',
      run: () => {
        const [longest] = arrange(inbox.values()).waiting.filter((one) => one.conversationId !== conversationId)
        if (longest && waitsSince(longest)) onChoose(longest.conversationId)
      },
    },
    ...(conversation ? actions.offeredFor(conversation) : [])
      .filter(({ action }) => action.keys !== undefined)
      .map(({ action, title }) => ({
        id: action.id,
        title,
        ...(action.keys && { keys: action.keys }),
        run: () => conversation && void actions.run(action, conversation),
      })),
    {
      id: 'list',
      title: t('conversation.toggleList'),
      keys: 'Alt+L',
      run: () => preferences.set({ isListCollapsed: !preferences.get().isListCollapsed }),
    },
    {
      id: 'search',
      title: t('conversation.search.placeholder'),
      keys: 'Alt+F',
      run: () => {
        preferences.set({ isListCollapsed: false })
        requestAnimationFrame(() => document.querySelector<HTMLInputElement>('input[data-search]')?.focus())
      },
    },
  ])

  // What was marked unread is read when it is opened again; one that is marked while it is open stays so.
  const isMarkedUnread = conversationId !== undefined && client.state.marks.get(conversationId)?.isUnread === true
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is opened
  useEffect(() => {
    if (conversationId !== undefined && isMarkedUnread) {
      api.conversation.mark({ conversationId, isUnread: false }).catch(() => undefined)
    }
  }, [conversationId])

  const shownPanel = useMemo(() => conversation && panel(conversation), [conversation, panel])
  const showsList = isNarrow ? conversationId === undefined : !isListCollapsed
  const showsChat = !isNarrow || conversationId !== undefined
  const [isPanelOver, setIsPanelOver] = useState(false)
  const isPanelOpen = isRoomy ? !isPanelCollapsed : isPanelOver
  const togglePanel = () =>
    isRoomy ? preferences.set({ isPanelCollapsed: !isPanelCollapsed }) : setIsPanelOver(!isPanelOver)
  // What lies over the chat is closed when another one is chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => setIsPanelOver(false), [conversationId])

  return (
    <div className={styles.desk}>
      {showsList && (
        <>
          <div className={styles.list} style={isNarrow ? { flex: 1 } : { width: listWidth }}>
            <ListPane
              filter={filter}
              filterBar={filterBar}
              actions={actions}
              chosenId={conversationId}
              onChoose={onChoose}
            />
          </div>
          {!isNarrow && <PaneHandle of="list" />}
        </>
      )}
      {showsChat && (
        <div className={styles.chat}>
          {conversationId === undefined ? (
            <EmptyState
              icon={<MessageSquareText size={24} />}
              title={t('conversation.choose')}
              hint={t('conversation.chooseHint')}
            />
          ) : (
            <Suspense fallback={null}>
              <ChatPane
                key={conversationId}
                conversationId={conversationId}
                targetSeq={targetSeq}
                jumps={jumps}
                isPanelOpen={isPanelOpen}
                onTogglePanel={togglePanel}
                slots={slots}
                onJump={onChoose}
                onOpen={onChoose}
                onBack={() => onChoose(undefined)}
                onClosed={() => onChoose(isNarrow ? undefined : neighbourOf(arrange(inbox.values()), undefined, 1))}
              />
            </Suspense>
          )}
        </div>
      )}
      {conversation && isPanelOpen && isRoomy && (
        <>
          <PaneHandle of="panel" />
          <aside className={styles.panel} style={{ width: panelWidth }}>
            {shownPanel}
          </aside>
        </>
      )}
      {conversation && !isRoomy && (
        <Suspense fallback={null}>
          <SidePanel
            title={t('conversation.panel')}
            width={Math.min(360, width)}
            isOpen={isPanelOpen}
            onClose={togglePanel}
          >
            {shownPanel}
          </SidePanel>
        </Suspense>
      )}
      {actions.element}
    </div>
  )
}

/** What the panes beside the chat may measure, and which way they grow. */
const panes = {
  list: { key: 'listWidth', label: 'conversation.resizeList', min: 240, max: 440, usual: 300, direction: 1 },
  panel: { key: 'panelWidth', label: 'conversation.resizePanel', min: 280, max: 520, usual: 360, direction: -1 },
} as const

function PaneHandle({ of }: { of: keyof typeof panes }) {
  const { t } = useTranslation()
  const { key, label, usual, ...bounds } = panes[of]
  const width = usePreferences()[key]
  return (
    <ResizeHandle
      {...bounds}
      label={t(label)}
      width={width}
      onResize={(next) => preferences.set({ [key]: next })}
      onReset={() => preferences.set({ [key]: usual })}
    />
  )
}
