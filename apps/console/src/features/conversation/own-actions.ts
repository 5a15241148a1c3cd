import { CircleCheck, MailOpen, MailWarning, Pin, Shuffle, Tags } from 'lucide-react'
import { lazy } from 'react'
import { api } from '../../platform/api.ts'
import type { ActionContext, ConversationAction } from './actions.ts'
import { unreadOf } from './list/order.ts'

const isOngoing = ({ conversation }: ActionContext) => conversation.status !== 'closed'
const isUnread = ({ conversation, mark }: ActionContext) => unreadOf(conversation) > 0 || mark?.isUnread === true

/** What conversations themselves offer. */
export const ownActions: readonly ConversationAction[] = [
  {
    id: 'pin',
    icon: Pin,
    section: 'list',
    title: ({ mark, t }) => t(mark?.isPinned ? 'list.unpin' : 'list.pin'),
    keys: 'Alt+Shift+P',
    isOffered: isOngoing,
    does: {
      run: ({ conversation: { conversationId }, mark }) =>
        api.conversation.mark({ conversationId, isPinned: !mark?.isPinned }),
    },
  },
  {
    id: 'mark-unread',
    icon: MailWarning,
    section: 'list',
    title: ({ t }) => t('list.markUnread'),
    keys: 'Alt+U',
    isOffered: (context) => isOngoing(context) && !isUnread(context),
    does: { run: ({ conversation: { conversationId } }) => api.conversation.mark({ conversationId, isUnread: true }) },
  },
  {
    id: 'mark-read',
    icon: MailOpen,
    section: 'list',
    title: ({ t }) => t('list.markRead'),
    isOffered: (context) => isOngoing(context) && context.mark?.isUnread === true,
    does: { run: ({ conversation: { conversationId } }) => api.conversation.mark({ conversationId, isUnread: false }) },
  },
  {
    id: 'classify',
    icon: Tags,
    section: 'conversation',
    title: ({ t }) => t('class.classify'),
    keys: 'Alt+C',
    isOffered: ({ mayServe }) => mayServe,
    does: {
      dialog: lazy(() => import('./class/ClassifyDialog.tsx').then((module) => ({ default: module.ClassifyDialog }))),
    },
  },
  {
    id: 'transfer',
    icon: Shuffle,
    section: 'conversation',
    title: ({ t }) => t('conversation.transfer.do'),
    isOffered: (context) => isOngoing(context) && context.mayServe && (context.isMine || context.mayTransferAny),
    does: {
      dialog: lazy(() => import('./chat/TransferDialog.tsx').then((module) => ({ default: module.TransferDialog }))),
    },
  },
  {
    id: 'close',
    icon: CircleCheck,
    section: 'conversation',
    title: ({ t }) => t('conversation.close.do'),
    isOffered: (context) => isOngoing(context) && context.mayServe && context.isMine,
    isDanger: true,
    does: { dialog: lazy(() => import('./CloseDialog.tsx').then((module) => ({ default: module.CloseDialog }))) },
  },
]
