import type { Appointment, AppointmentTemplate } from '@youwen/contract'
import { useCallback } from 'react'
import { useClient, useLive } from '../../platform/live.ts'
import { useMe } from '../../platform/me.ts'

/** Sends cards into conversations that this agent takes part in; on their way they are messages like any other. */
export function useSendCard() {
  const client = useClient()
  const { agentId, timeZone } = useMe()
  const inbox = useLive((state) => state.inbox)
  const maySend = useCallback(
    (conversationId: string | null) => {
      const conversation = conversationId === null ? undefined : inbox.get(conversationId)
      if (conversation?.status !== 'open') return false
      return conversation.agentId === agentId || conversation.joinedAgentIds.includes(agentId)
    },
    [inbox, agentId],
  )
  const send = useCallback(
    (conversationId: string, appointment: Appointment, { title, place }: AppointmentTemplate) => {
      const { appointmentId, number, style, name, at, url } = appointment
      client.sendAppointment(conversationId, { appointmentId, number, style, title, name, at, timeZone, place, url })
    },
    [client, timeZone],
  )
  return { maySend, send }
}
