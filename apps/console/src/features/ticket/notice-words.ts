import type { TicketNotice } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { usePeople } from './people.ts'

/** Why I am told. */
export function useNoticeWords() {
  const { t } = useTranslation()
  const { nameOf } = usePeople()
  return ({ kind, agentId, state }: TicketNotice): string => {
    const who = agentId ? nameOf(agentId) : ''
    switch (kind) {
      case 'assigned':
      case 'commented':
        return t(`ticket.notice.${kind}`, { who })
      case 'state':
        return t('ticket.notice.state', { who, state: t(`ticket.state.${state}`) })
      case 'due_soon':
      case 'overdue':
        return t(`ticket.notice.${kind}`)
      default:
        return kind satisfies never
    }
  }
}
