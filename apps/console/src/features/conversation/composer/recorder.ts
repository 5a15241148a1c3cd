import type { VoiceRecording } from '@youwen/contract'
import { maxVoiceMs } from '@youwen/contract/limits'

/** What every browser plays comes first. */
const types = [
  'audio/mp4;codecs=mp4a.40.2',
  'audio/webm;codecs=opus',
  'audio/ogg;codecs=opus',
  'audio/webm',
  'audio/mp4',
]
/** Opus is not, whatever it lies in: Safari learned it late. */
export const isPlayedEverywhere = (mimeType: string): boolean => /^audio\/mp4(?!.*opus)/.test(mimeType)

const levelEveryMs = 100
const bars = 40

export const canRecord = (): boolean => typeof MediaRecorder !== 'undefined' && 'mediaDevices' in navigator

/** So many bars from any number of levels, the loudest of each stretch, with the loudest of all as 100. */
export function barsOf(levels: readonly number[], count = bars): number[] {
  if (levels.length === 0) return []
  const peak = Math.max(0.01, ...levels)
  const wanted = Math.min(count, levels.length)
  return Array.from({ length: wanted }, (_, index) => {
    const from = Math.floor((index * levels.length) / wanted)
    const until = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / wanted))
    return Math.round((Math.max(...levels.slice(from, until)) / peak) * 100)
  })
}

export interface Recording {
  /** What was recorded; undefined when there is nothing in it. */
  finish(): Promise<{ file: File; recording: VoiceRecording } | undefined>
  /** Forgets it and lets go of the microphone. */
  cancel(): void
}

/** Asks for the microphone and begins. Throws what the browser says when it may not. */
export async function startRecording(onLevel: (level: number, elapsedMs: number) => void): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true },
  })
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 })
  const chunks: Blob[] = []
  recorder.ondataavailable = ({ data }) => void chunks.push(data)
  const levelNow = meter(stream)
  const levels: number[] = []
  const startedAt = performance.now()
  let durationMs = 0
  const elapsed = () => Math.min(maxVoiceMs, Math.round(performance.now() - startedAt))
  const timer = setInterval(() => {
    const level = levelNow.read()
    levels.push(level)
    onLevel(level, elapsed())
  }, levelEveryMs)

  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve()
  })
  const stop = () => {
    if (recorder.state === 'inactive') return
    durationMs = elapsed()
    recorder.stop()
    clearInterval(timer)
    clearTimeout(limit)
    levelNow.close()
    for (const track of stream.getTracks()) track.stop()
  }
  const limit = setTimeout(stop, maxVoiceMs)
  recorder.start()

  return {
    async finish() {
      stop()
      await stopped
      const type = recorder.mimeType.replace(/;.*/, '')
      const file = new File(chunks, `voice.${type.replace(/^.*\//, '') || 'webm'}`, { type })
      if (file.size === 0 || durationMs < 300) return undefined
      const waveform = barsOf(levels)
      if (isPlayedEverywhere(recorder.mimeType)) return { file, recording: { durationMs, waveform } }
      // One that some cannot play is better than none.
      const wav = await import('./wav.ts').then(({ toWav }) => toWav(file)).catch(() => undefined)
      return { file: wav?.file ?? file, recording: { durationMs: wav?.durationMs ?? durationMs, waveform } }
    },
    cancel: stop,
  }
}

/** How loud it is now, 0 to 1. */
function meter(stream: MediaStream) {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    read() {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // Speech lies far below full scale: the root makes soft words visible.
      return Math.min(1, Math.sqrt(Math.sqrt(power)))
    },
    close: () => void context.close(),
  }
}
