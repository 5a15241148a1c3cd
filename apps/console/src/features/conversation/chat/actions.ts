import type { ShownMessage } from '@youwen/sdk/shown-message'
import { createContext, useContext } from 'react'

/** What can be done with a message where it stands. */
export interface MessageActions {
  /** The menu of a message, at a point of the window. */
  readonly openMenu: (message: ShownMessage, at: { readonly x: number; readonly y: number }) => void
  /** Shows a message, wherever it was said. */
  readonly jumpTo: (conversationId: string, seq: number, messageId: string) => void
  /** Shows an appointment with what became of it, to who may see it. */
  readonly openAppointment?: ((appointmentId: string) => void) | undefined
}

const nothing = () => {}
const Actions = createContext<MessageActions>({ openMenu: nothing, jumpTo: nothing })
export const MessageActionsProvider = Actions.Provider
export const useMessageActions = () => useContext(Actions)
