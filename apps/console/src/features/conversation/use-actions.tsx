import type { Conversation } from '@youwen/contract'
import { App } from 'antd'
import { Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describe } from '../../platform/failure.ts'
import { useClient } from '../../platform/live.ts'
import { useMay, useMe } from '../../platform/me.ts'
import type { ActionContext, ConversationAction } from './actions.ts'
import { ownActions } from './own-actions.ts'

/** Runs what can be done with a conversation; `element` is the dialog that one of them has opened. */
export function useActions(further: readonly ConversationAction[]) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useClient()
  const { agentId } = useMe()
  const mayServe = useMay('conversation.serve')
  const mayTransferAny = useMay('conversation.transfer_any')
  const [shown, setShown] = useState<{ action: ConversationAction; conversation: Conversation }>()
  const all = useMemo(() => [...ownActions, ...further], [further])

  const contextOf = useCallback(
    (conversation: Conversation): ActionContext => ({
      conversation,
      mark: client.state.marks.get(conversation.conversationId),
      isMine: conversation.agentId === agentId,
      mayServe,
      mayTransferAny,
      t,
    }),
    [client, agentId, mayServe, mayTransferAny, t],
  )
  const offeredFor = useCallback(
    (conversation: Conversation) => {
      const context = contextOf(conversation)
      return all
        .filter((action) => action.isOffered(context))
        .map((action) => ({ action, title: action.title(context) }))
    },
    [all, contextOf],
  )
  const run = useCallback(
    async (action: ConversationAction, conversation: Conversation) => {
      if ('dialog' in action.does) return setShown({ action, conversation })
      try {
        await action.does.run(contextOf(conversation))
      } catch (error) {
        void message.error(describe(error))
      }
    },
    [contextOf, message],
  )

  const Dialog = shown && 'dialog' in shown.action.does ? shown.action.does.dialog : undefined
  const element = Dialog && shown && (
    <Suspense fallback={null}>
      <Dialog conversation={shown.conversation} onClose={() => setShown(undefined)} />
    </Suspense>
  )
  return { offeredFor, run, element }
}
export type Actions = Pick<ReturnType<typeof useActions>, 'offeredFor' | 'run'>
