import type { VoiceRecording } from '@youwen/contract'
import { maxVoiceMs } from '@youwen/contract/limits'
import { App, Button } from 'antd'
import { SendHorizontal, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { durationOf } from '../../../platform/time.ts'
import { type Recording, startRecording } from './recorder.ts'
import styles from './VoiceRecorder.module.css'

const shownLevels = 48

interface Props {
  readonly onSend: (file: File, recording: VoiceRecording) => void
  readonly onClose: () => void
}

/** Lies over the tools while the microphone is on. */
export function VoiceRecorder({ onSend, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const recording = useRef<Recording>(undefined)
  const [elapsedMs, setElapsedMs] = useState(0)
  const [levels, setLevels] = useState<readonly { readonly key: number; readonly level: number }[]>([])
  const send = useRef<HTMLButtonElement>(null)
  const [isFinishing, setIsFinishing] = useState(false)
  const isGone = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the microphone is asked for once
  useEffect(() => {
    isGone.current = false
    startRecording((level, elapsed) => {
      setElapsedMs(elapsed)
      setLevels((current) => [...current.slice(1 - shownLevels), { key: elapsed, level }])
    }).then(
      (started) => {
        recording.current = started
        if (isGone.current) started.cancel()
      },
      () => {
        if (isGone.current) return
        void message.warning(t('conversation.voice.blocked'))
        onClose()
      },
    )
    send.current?.focus()
    return () => {
      isGone.current = true
      recording.current?.cancel()
    }
  }, [])

  async function finish() {
    setIsFinishing(true)
    const done = await recording.current?.finish()
    // Given up meanwhile.
    if (isGone.current) return
    if (done) return onSend(done.file, done.recording)
    void message.info(t('conversation.voice.tooShort'))
    onClose()
  }

  const isFull = elapsedMs >= maxVoiceMs
  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar of its own, not a set of form fields
    <div
      className={styles.recorder}
      role="group"
      aria-label={t('conversation.voice.do')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Button type="text" icon={<Trash2 size={17} />} aria-label={t('conversation.voice.cancel')} onClick={onClose} />
      <i className={styles.dot} data-full={isFull} />
      <span className={`${styles.time} num`}>
        {durationOf(elapsedMs)} / {durationOf(maxVoiceMs)}
      </span>
      <span className={styles.wave} aria-hidden>
        {levels.map(({ key, level }) => (
          <i key={key} style={{ height: `${Math.max(8, level * 100)}%` }} />
        ))}
      </span>
      <Button
        ref={send}
        type="primary"
        loading={isFinishing}
        icon={<SendHorizontal size={16} />}
        onClick={() => void finish()}
      >
        {t('conversation.composer.send')}
      </Button>
    </div>
  )
}
