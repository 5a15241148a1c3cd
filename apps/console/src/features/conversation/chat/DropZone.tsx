import { Paperclip } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './DropZone.module.css'

interface Props {
  readonly isActive: boolean
  readonly onFiles: (files: File[]) => void
  readonly children: ReactNode
}

/** Files may be dropped anywhere on the messages. */
export function DropZone({ isActive, onFiles, children }: Props) {
  const { t } = useTranslation()
  const [isOver, setIsOver] = useState(false)
  // Entering a child is told before leaving the parent.
  const depth = useRef(0)

  const hasFiles = (event: DragEvent) => isActive && event.dataTransfer.types.includes('Files')

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button of the composer does the same without a mouse
    <div
      className={styles.zone}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return
        depth.current++
        setIsOver(true)
      }}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return
        depth.current--
        if (depth.current === 0) setIsOver(false)
      }}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setIsOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && (
        <div className={styles.veil}>
          <Paperclip size={28} />
          {t('conversation.dropHere')}
        </div>
      )}
    </div>
  )
}
