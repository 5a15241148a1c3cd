import type { ConversationAction } from '../features/conversation/actions.ts'

/** What other features offer to do with a conversation, in its row's menu: one line each, in this order. */
export const conversationActions: readonly ConversationAction[] = []
