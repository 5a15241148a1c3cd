import type { MessageBody } from '@youwen/contract'
import { Download, Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileUrls } from '../../../platform/file-urls.ts'
import { durationOf } from '../../../platform/time.ts'
import styles from './VoiceBubble.module.css'

type Voice = Extract<MessageBody, { type: 'voice' }>

/** One at a time speaks. */
let speaking: HTMLAudioElement | undefined

export function VoiceBubble({ body, isOurs }: { body: Voice; isOurs: boolean }) {
  const { t } = useTranslation()
  const audio = useRef<HTMLAudioElement>(null)
  const [state, setState] = useState<'idle' | 'loading' | 'playing' | 'broken'>('idle')
  const [playedMs, setPlayedMs] = useState(0)

  useEffect(() => () => audio.current?.pause(), [])

  async function toggle() {
    const player = audio.current
    if (!player) return
    if (state === 'playing') return player.pause()
    try {
      if (player.src === '') {
        setState('loading')
        const urls = await fileUrls(body.fileId)
        if (!urls) return setState('broken')
        player.src = urls.url
      }
      speaking?.pause()
      speaking = player
      await player.play()
    } catch {
      // A format that this browser does not know, or a file that is gone: it can still be saved.
      setState('broken')
    }
  }

  async function save() {
    const urls = await fileUrls(body.fileId)
    if (urls) location.assign(urls.url)
  }

  const share = Math.min(1, playedMs / body.durationMs)
  const bars = body.waveform.length > 0 ? body.waveform : flat
  return (
    <div className={styles.voice} data-ours={isOurs}>
      <button
        type="button"
        className={styles.play}
        onClick={toggle}
        disabled={state === 'broken'}
        aria-label={t(state === 'playing' ? 'conversation.voice.pause' : 'conversation.voice.play')}
      >
        {state === 'playing' ? <Pause size={16} /> : <Play size={16} />}
      </button>
      <span className={styles.wave} aria-hidden>
        {bars.map((level, index) => (
          <i
            // biome-ignore lint/suspicious/noArrayIndexKey: bars stay where they are
            key={index}
            data-played={index / bars.length < share}
            style={{ height: `${Math.max(12, level)}%` }}
          />
        ))}
      </span>
      <span className={`${styles.time} num`}>
        {durationOf(state === 'playing' || playedMs > 0 ? playedMs : body.durationMs)}
      </span>
      {state === 'broken' && (
        <button type="button" className={styles.save} onClick={save} title={t('conversation.voice.broken')}>
          <Download size={15} />
        </button>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what is spoken here */}
      <audio
        ref={audio}
        preload="none"
        onPlay={() => setState('playing')}
        onPause={() => setState('idle')}
        onEnded={() => {
          setState('idle')
          setPlayedMs(0)
        }}
        onTimeUpdate={({ currentTarget }) => setPlayedMs(currentTarget.currentTime * 1_000)}
        onError={() => setState('broken')}
      />
    </div>
  )
}

const flat = Array.from({ length: 32 }, () => 30)
