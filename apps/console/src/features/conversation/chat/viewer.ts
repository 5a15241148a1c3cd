import type { ShownMessage } from '@youwen/sdk/shown-message'
import { createElement, lazy, type ReactNode, Suspense, useCallback, useState } from 'react'

const ImageViewer = lazy(() => import('./ImageViewer.tsx').then((module) => ({ default: module.ImageViewer })))

/** The picture that is looked at, among all pictures of what is loaded. */
export function useViewer(messages: readonly ShownMessage[]): {
  open: (messageId: string) => void
  element: ReactNode
} {
  const [messageId, setMessageId] = useState<string>()
  const open = useCallback((id: string) => setMessageId(id), [])
  if (messageId === undefined) return { open, element: null }

  const pictures = messages.flatMap((message) =>
    message.body.type === 'image' ? [{ id: message.id, fileId: message.body.fileId, name: message.body.name }] : [],
  )
  const viewer = createElement(ImageViewer, {
    pictures,
    shownId: messageId,
    onShow: setMessageId,
    onClose: () => setMessageId(undefined),
  })
  return { open, element: createElement(Suspense, { fallback: null }, viewer) }
}
