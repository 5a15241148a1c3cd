import { useNavigate } from '@tanstack/react-router'
import { HitsPage } from '../../features/sensitive/HitsPage.tsx'

export function SensitiveHitsRoute() {
  const navigate = useNavigate()
  return (
    <HitsPage
      onOpen={(conversationId, seq) =>
        void navigate({
          to: '/desk/{-$conversationId}',
          params: { conversationId },
          search: seq === null ? {} : { at: seq },
        })
      }
    />
  )
}
