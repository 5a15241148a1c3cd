import type { SenderKind } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'

/** What the desk calls who said something; a visitor has the name of his conversation. */
export function useSenderName(visitorName: string): (from: SenderKind, senderId: string | null) => string {
  const { t } = useTranslation()
  const colleagues = useLive((state) => state.colleagues)
  return (from, senderId) => {
    switch (from) {
      case 'visitor':
        return visitorName || t('visitor.one')
      case 'agent':
      case 'colleague':
        return (senderId && colleagues.get(senderId)?.name) || t('conversation.someAgent')
      case 'robot':
      case 'system':
        return t(`conversation.${from}`)
      default:
        return from satisfies never
    }
  }
}
