import { maxVoiceMs } from '@youwen/contract/limits'

/** Speech needs no more, and a minute of it stays below 2 MB. */
const samplesPerSecond = 16_000
const headerBytes = 44
/** So long is worked on at a time; between two the page draws and answers. */
const sliceSamples = 5 * samplesPerSecond

const breathe = () => new Promise<void>((resolve) => void setTimeout(resolve))

/** What any browser has recorded, as every browser plays it. Throws when this one cannot read it itself. */
export async function toWav(recorded: Blob): Promise<{ file: File; durationMs: number }> {
  const reader = new OfflineAudioContext(1, 1, samplesPerSecond)
  // It comes out with as many samples a second as the reader has.
  const sound = await reader.decodeAudioData(await recorded.arrayBuffer())
  const length = Math.min(sound.length, (maxVoiceMs * samplesPerSecond) / 1_000)
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) =>
    sound.getChannelData(index).subarray(0, length),
  )
  const bytes = await encodeWav(channels, samplesPerSecond)
  return {
    file: new File([bytes], 'voice.wav', { type: 'audio/wav' }),
    durationMs: Math.max(1, Math.round((length * 1_000) / samplesPerSecond)),
  }
}

/** RIFF with 16-bit PCM in one channel: the mean of all that there are. */
export async function encodeWav(
  channels: readonly Float32Array[],
  sampleRate: number,
  pause: () => Promise<void> = breathe,
): Promise<ArrayBuffer> {
  const samples = channels[0]?.length ?? 0
  const bytes = new ArrayBuffer(headerBytes + samples * 2)
  const view = new DataView(bytes)
  writeHeader(view, samples * 2, sampleRate)
  for (let from = 0; from < samples; from += sliceSamples) {
    if (from > 0) await pause()
    const until = Math.min(samples, from + sliceSamples)
    for (let at = from; at < until; at++) {
      let sum = 0
      for (const channel of channels) sum += channel[at] as number
      const level = Math.max(-1, Math.min(1, sum / channels.length))
      view.setInt16(headerBytes + at * 2, Math.round(level * (level < 0 ? 0x8000 : 0x7fff)), true)
    }
  }
  return bytes
}

function writeHeader(view: DataView, dataBytes: number, sampleRate: number): void {
  const letters = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) view.setUint8(at + i, word.charCodeAt(i))
  }
  letters(0, 'RIFF')
  view.setUint32(4, headerBytes - 8 + dataBytes, true)
  letters(8, 'WAVEfmt ')
  view.setUint32(16, 16, true) // bytes of what follows
  view.setUint16(20, 1, true) // PCM
  view.setUint16(22, 1, true) // channels
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true) // bytes a second
  view.setUint16(32, 2, true) // bytes a sample, of all channels
  view.setUint16(34, 16, true) // bits a sample
  letters(36, 'data')
  view.setUint32(40, dataBytes, true)
}
