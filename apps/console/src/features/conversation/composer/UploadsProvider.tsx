import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useClient } from '../../../platform/live.ts'
import { useMe } from '../../../platform/me.ts'
import { createUploads, type Upload, type Uploads } from './uploads.ts'

const UploadsContext = createContext<Uploads | null>(null)

/** Whoever is logged in, with his files on their way: they go on whatever screen he looks at. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const client = useClient()
  const me = useMe()
  const [uploads] = useState(() => createUploads(client, me))
  useEffect(() => uploads.start(), [uploads])
  return <UploadsContext value={uploads}>{children}</UploadsContext>
}

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext)
  if (!uploads) throw new Error('Outside of UploadsProvider nothing is uploaded')
  return uploads
}

export function useUploadsOf(conversationId: string): readonly Upload[] {
  const uploads = useUploads()
  return useSyncExternalStore(uploads.subscribe, () => uploads.of(conversationId))
}
