import type { StoredFile } from '@youwen/contract'

export interface Upload {
  /** Rejects with an `UploadFailed`. */
  readonly done: Promise<StoredFile>
  cancel(): void
}

/** `code` is one of the contract's error codes, or `upload.cancelled`, or `upload.network`. */
export class UploadFailed extends Error {
  override name = 'UploadFailed'
  readonly code: string
  constructor(code: string, title: string) {
    super(title)
    this.code = code
  }
}

export type UploadProgress = (sentBytes: number, totalBytes: number) => void

/**
 * Announces the file, then sends its bytes to the address that answers. `XMLHttpRequest`, because `fetch` tells
 * nothing about the progress of what it sends.
 */
export function upload(
  file: File,
  begin: () => Promise<{ uploadUrl: string }>,
  progress: UploadProgress = () => {},
): Upload {
  const request = new XMLHttpRequest()
  let isCancelled = false
  const cancelled = () => new UploadFailed('upload.cancelled', 'The upload was cancelled.')
  const done = begin().then(
    ({ uploadUrl }) =>
      new Promise<StoredFile>((resolve, reject) => {
        if (isCancelled) return reject(cancelled())
        request.upload.onprogress = (event) => progress(event.loaded, file.size)
        request.onload = () => {
          const answer = parse(request.responseText)
          if (request.status >= 200 && request.status < 300 && answer) return resolve(answer)
          reject(new UploadFailed(answer?.code ?? 'upload.network', answer?.title ?? `HTTP ${request.status}`))
        }
        request.onerror = () => reject(new UploadFailed('upload.network', 'The connection was lost.'))
        request.onabort = () => reject(cancelled())
        request.open('PUT', uploadUrl)
        request.setRequestHeader('content-type', 'application/octet-stream')
        request.send(file)
      }),
  )
  return {
    done,
    cancel() {
      isCancelled = true
      request.abort()
    },
  }
}

function parse(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
