import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'
import { sizeLabel } from '../time.ts'
import type { PendingUpload } from '../uploads.ts'
import { FileTile } from './FileTile.tsx'

export function PendingUploads({ chat, pending }: { chat: Chat; pending: readonly PendingUpload[] }) {
  return (
    <div class="group mine">
      <div class="bubbles">
        {pending.map((upload) => (
          <Pending key={upload.key} chat={chat} upload={upload} />
        ))}
      </div>
    </div>
  )
}

function Pending({ chat, upload }: { chat: Chat; upload: PendingUpload }) {
  const t = chat.words.value
  const { key, file, preview, sentBytes, failure } = upload
  const share = file.size ? Math.min(1, sentBytes / file.size) : 0
  const percent = Math.floor(share * 100)
  return (
    <div class={`said upload${failure ? ' failed' : ''}`}>
      <div class="bubble file">
        {preview ? <img class="tile" src={preview} alt="" /> : <FileTile name={file.name} />}
        <span class="file-words">
          <span class="file-name">{file.name}</span>
          <span class="file-size">{failure || `${sizeLabel(sentBytes)} / ${sizeLabel(file.size)}`}</span>
          {!failure && (
            <span
              class="progress"
              role="progressbar"
              aria-label={t.uploading(percent)}
              aria-valuenow={percent}
              aria-valuemin={0}
              aria-valuemax={100}
            >
              <span style={{ width: `${Math.max(4, percent)}%` }} />
            </span>
          )}
        </span>
        {failure && (
          <button
            type="button"
            class="round"
            title={t.retry}
            aria-label={t.retry}
            onClick={() => chat.uploads.retry(key)}
          >
            <LaterIcon name="retry" size={18} />
          </button>
        )}
        <button
          type="button"
          class="round"
          title={t.cancelUpload}
          aria-label={t.cancelUpload}
          onClick={() => chat.uploads.cancel(key)}
        >
          <LaterIcon name="close" size={18} />
        </button>
      </div>
    </div>
  )
}
