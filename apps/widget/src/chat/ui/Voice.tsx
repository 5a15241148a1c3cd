import type { MessageBody } from '@youwen/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'

type VoiceBody = Extract<MessageBody, { type: 'voice' }>

/** One at a time speaks. */
let speaking: HTMLAudioElement | undefined

const clockOf = (ms: number) => {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${seconds % 60 < 10 ? 0 : ''}${seconds % 60}`
}

export function Voice({ chat, body, edge }: { chat: Chat; body: VoiceBody; edge: string }) {
  const player = useRef<HTMLAudioElement | null>(null)
  const [state, setState] = useState<'idle' | 'playing' | 'broken'>('idle')
  const [playedMs, setPlayedMs] = useState(0)
  const t = chat.words.value
  const { fileId, waveform, durationMs } = body

  useEffect(
    () => () => {
      if (player.current) player.current.pause()
    },
    [],
  )

  const toggle = () => {
    if (state === 'broken') return chat.download(fileId, `voice.${body.format}`)
    if (state === 'playing' && player.current) return player.current.pause()
    const audio = player.current || new Audio()
    if (!player.current) {
      player.current = audio
      audio.onplay = () => setState('playing')
      audio.onpause = () => setState('idle')
      audio.onended = () => setPlayedMs(0)
      audio.ontimeupdate = () => setPlayedMs(audio.currentTime * 1_000)
      // A format that this browser does not know: it can still be saved.
      audio.onerror = () => setState('broken')
    }
    if (speaking) speaking.pause()
    speaking = audio
    const play = () => Promise.resolve(audio.play()).catch(() => {})
    if (audio.src) return play()
    return chat.freshUrls(fileId).then((urls) => {
      if (!urls) return setState('broken')
      audio.src = urls.url
      return play()
    })
  }

  const bars = waveform.length ? waveform : [30]
  return (
    <button
      type="button"
      class={`bubble voice${edge}`}
      aria-label={`${state === 'broken' ? t.download : t.voice} ${clockOf(durationMs)}`}
      onClick={toggle}
    >
      <LaterIcon name={state === 'playing' ? 'pause' : state === 'broken' ? 'download' : 'play'} size={18} />
      <span class="wave" aria-hidden="true">
        {bars.map((level, at) => (
          <i
            key={at}
            class={at / bars.length < playedMs / durationMs ? 'on' : ''}
            style={{ height: `${Math.max(12, level)}%` }}
          />
        ))}
      </span>
      <span>{clockOf(playedMs || durationMs)}</span>
    </button>
  )
}
