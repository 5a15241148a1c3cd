import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { LoaderCircle, Paperclip, RotateCw, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { textFor } from '../../platform/i18n.ts'
import { newId } from '../../platform/ids.ts'
import { useDrafts } from '../../platform/use-drafts.ts'
import styles from './CommentBox.module.css'
import { useCommentFiles } from './comment-files.ts'

/** Words and files for everybody who sees the ticket; what is not sent yet outlives a reload. */
export function CommentBox({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const drafts = useDrafts<string>('comment')
  const [text, setText] = useState(() => drafts.get(ticketId) ?? '')
  // Kept until the comment is there: a second try is the same comment.
  const [id, setId] = useState(newId)
  const files = useCommentFiles(ticketId)
  const send = useMutation({
    mutationFn: () => api.ticket.comment({ ticketId, id, text: text.trim(), fileIds: files.stored }),
    onSuccess: (ticket) => {
      cache.setQueryData(queries.ticket.get.queryKey({ input: { ticketId } }), ticket)
      void cache.invalidateQueries({ queryKey: ['paged', 'ticket'] })
      write('')
      files.clear()
      setId(newId())
    },
  })
  const write = (words: string) => {
    setText(words)
    drafts.set(ticketId, words || undefined)
  }
  const isReady = !files.isUploading && (text.trim() !== '' || files.stored.length > 0)
  const submit = () => isReady && !send.isPending && send.mutate()

  return (
    <div className={styles.box}>
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={4_000}
        variant="borderless"
        value={text}
        placeholder={t('ticket.comment')}
        aria-label={t('ticket.comment')}
        onChange={(event) => write(event.target.value)}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return
          event.preventDefault()
          files.add(event.clipboardData.files)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
        }}
      />
      {files.list.length > 0 && (
        <ul className={styles.files}>
          {files.list.map((file) => (
            <li key={file.key} data-failed={file.failure !== null}>
              {file.stored === null && file.failure === null && <LoaderCircle size={14} className={styles.spin} />}
              <span>{file.file.name}</span>
              {file.failure !== null && <small>{textFor(`error.${file.failure}`, t('error.unexpected'))}</small>}
              {file.stored === null && file.failure === null && <small className="num">{file.percent}%</small>}
              {file.failure !== null && !file.failure.startsWith('file.') && (
                <button
                  type="button"
                  aria-label={t('app.retry')}
                  title={t('app.retry')}
                  onClick={() => files.retry(file)}
                >
                  <RotateCw size={13} />
                </button>
              )}
              <button
                type="button"
                aria-label={t('ticket.removeFile', { name: file.file.name })}
                onClick={() => files.remove(file.key)}
              >
                <X size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {send.isError && (
        <p className={styles.failure} role="alert">
          {describe(send.error)}
        </p>
      )}
      <div className={styles.tools}>
        <Button
          type="text"
          icon={<Paperclip size={17} />}
          aria-label={t('ticket.attach')}
          title={t('ticket.attach')}
          onClick={() => input.current?.click()}
        />
        <input
          ref={input}
          hidden
          multiple
          type="file"
          onChange={(event) => {
            files.add(event.target.files ?? [])
            event.target.value = ''
          }}
        />
        <span className={styles.space} />
        <Button type="primary" disabled={!isReady} loading={send.isPending} onClick={submit} title="Ctrl + Enter">
          {t('ticket.send')}
        </Button>
      </div>
    </div>
  )
}
