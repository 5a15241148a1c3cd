import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Opens the conversation whose notification was clicked, when a page was there to be used. Draws nothing. */
export function WebpushClicks() {
  const navigate = useNavigate()
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const heard = ({ data }: MessageEvent<{ type?: string; conversationId?: string | null }>) => {
      if (data?.type !== 'open') return
      const { conversationId } = data
      void navigate({ to: '/desk/{-$conversationId}', params: conversationId ? { conversationId } : {} })
    }
    navigator.serviceWorker.addEventListener('message', heard)
    return () => navigator.serviceWorker.removeEventListener('message', heard)
  }, [navigate])
  return null
}
