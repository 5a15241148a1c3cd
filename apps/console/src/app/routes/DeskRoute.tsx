import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Conversation } from '@youwen/contract'
import { useCallback } from 'react'
import { DeskScreen } from '../../features/conversation/DeskScreen.tsx'
import { RightPane } from '../RightPane.tsx'

export function DeskRoute() {
  const navigate = useNavigate()
  const { conversationId } = useParams({ from: '/inside/desk/{-$conversationId}' })
  const { at } = useSearch({ from: '/inside/desk/{-$conversationId}' })

  const choose = useCallback(
    (id: string | undefined, seq?: number) =>
      void navigate({
        to: '/desk/{-$conversationId}',
        params: id === undefined ? {} : { conversationId: id },
        search: seq === undefined ? {} : { at: seq },
      }),
    [navigate],
  )
  const panel = useCallback(
    (conversation: Conversation) => <RightPane conversation={conversation} onChoose={choose} />,
    [choose],
  )
  return <DeskScreen conversationId={conversationId} targetSeq={at} onChoose={choose} panel={panel} />
}
