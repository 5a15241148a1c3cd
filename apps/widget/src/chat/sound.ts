/**
 * Two soft tones, made on the spot. Browsers allow sound only after the visitor has touched the page, so the context is
 * made at the first touch and is silent until then.
 */
export function createSound() {
  const Context =
    window.AudioContext || (window as typeof window & { webkitAudioContext?: typeof AudioContext }).webkitAudioContext
  let context: AudioContext | undefined
  const wake = () => {
    if (!Context) return
    try {
      context = context || new Context()
      context.resume()
    } catch {
      // A device without sound.
    }
  }
  for (const touch of ['pointerdown', 'touchend', 'keydown']) window.addEventListener(touch, wake, { passive: true })

  const tone = (on: AudioContext, hertz: number, at: number) => {
    const oscillator = on.createOscillator()
    const volume = on.createGain()
    oscillator.frequency.value = hertz
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.12, at + 0.015)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.35)
    oscillator.connect(volume)
    volume.connect(on.destination)
    oscillator.start(at)
    oscillator.stop(at + 0.4)
  }
  return {
    play(): void {
      if (context?.state !== 'running') return
      tone(context, 784, context.currentTime)
      tone(context, 1047, context.currentTime + 0.11)
    },
  }
}
