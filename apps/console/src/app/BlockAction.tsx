import type { ActionDialogProps } from '../features/conversation/actions.ts'
import { nameOf } from '../features/conversation/name.ts'
import { BlockDialog } from '../features/shield/BlockDialog.tsx'

/** The visitor of a conversation is kept out. */
export const BlockAction = ({ conversation, onClose }: ActionDialogProps) => (
  <BlockDialog visitorId={conversation.visitorId} name={nameOf(conversation)} onClose={onClose} />
)
