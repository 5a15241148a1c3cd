export const canCapture = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function'

/** One picture of a screen, window or tab that the person chooses; undefined when he changed his mind. */
export async function captureScreen(): Promise<HTMLCanvasElement | undefined> {
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false })
  } catch (error) {
    // He closed the browser's question. What the system forbids he has to be told.
    const isHisWish =
      error instanceof DOMException && error.name === 'NotAllowedError' && !/system/i.test(error.message)
    if (isHisWish) return undefined
    throw error
  }
  try {
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = stream
    await video.play()
    // The first frames may still show the browser's own question.
    await new Promise((resolve) => setTimeout(resolve, 300))
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    return canvas.width > 0 && canvas.height > 0 ? canvas : undefined
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}
