import { ShieldBan } from 'lucide-react'
import { lazy } from 'react'
import type { ConversationAction } from '../features/conversation/actions.ts'

/** What other features offer to do with a conversation, in its row's menu: one line each, in this order. */
export const conversationActions: readonly ConversationAction[] = [
  {
    id: 'block',
    icon: ShieldBan,
    section: 'visitor',
    isDanger: true,
    title: ({ t }) => t('shield.blockVisitor'),
    isOffered: ({ mayServe }) => mayServe,
    does: { dialog: lazy(() => import('./BlockAction.tsx').then((module) => ({ default: module.BlockAction }))) },
  },
]
