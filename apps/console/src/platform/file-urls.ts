import type { FileUrls } from '@youwen/contract'
import { createFileUrls } from '@youwen/sdk/file-urls'
import { useEffect, useState } from 'react'
import { api } from './api.ts'

const load = createFileUrls((fileIds) => api.file.urls({ fileIds }))

/** Where a file can be loaded from now; undefined when there is none for us. */
export const fileUrls = async (fileId: string): Promise<FileUrls | undefined> => (await load([fileId])).get(fileId)

/** `undefined` while asking, `null` when there is none. */
export function useFileUrls(fileId: string): FileUrls | null | undefined {
  const [urls, setUrls] = useState<FileUrls | null>()
  useEffect(() => {
    let isCurrent = true
    fileUrls(fileId).then(
      (answer) => isCurrent && setUrls(answer ?? null),
      () => isCurrent && setUrls(null),
    )
    return () => {
      isCurrent = false
    }
  }, [fileId])
  return urls
}
