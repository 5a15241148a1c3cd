import { useNavigate } from '@tanstack/react-router'
import { VisitorsPage } from '../../features/visitor/VisitorsPage.tsx'

export function VisitorsRoute() {
  const navigate = useNavigate()
  return (
    <VisitorsPage
      onOpenConversation={(conversationId) =>
        void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } })
      }
    />
  )
}
