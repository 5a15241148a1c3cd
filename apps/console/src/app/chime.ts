let audio: AudioContext | undefined

const tunes = { message: [880, 1174.66], conversation: [659.25, 880, 1046.5] } as const

/** Two or three soft notes, made on the spot. Silent until the person has touched the page once: browsers insist. */
export function chime(tune: keyof typeof tunes) {
  try {
    audio ??= new AudioContext()
    const { currentTime, destination } = audio
    const context = audio
    void context.resume()
    tunes[tune].forEach((frequency, index) => {
      const tone = context.createOscillator()
      const volume = context.createGain()
      const from = currentTime + index * 0.11
      tone.frequency.value = frequency
      volume.gain.setValueAtTime(0, from)
      volume.gain.linearRampToValueAtTime(0.12, from + 0.015)
      volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.35)
      tone.connect(volume).connect(destination)
      tone.start(from)
      tone.stop(from + 0.4)
    })
  } catch {
    // A machine without a sound card has none.
  }
}
