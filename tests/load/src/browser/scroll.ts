import type { Locator } from 'playwright-core'
import { type Frame, type Smoothness, smoothnessOf } from './smoothness.ts'

export interface Turn {
  readonly pxPerSecond: number
  /** Down; up when negative. */
  readonly px: number
}

export interface Scrolled extends Smoothness {
  /** Of the page's main thread, a frame. Unlike frames a second it does not depend on what else the machine does. */
  readonly cpuMs: number
  /** What the page was sent meanwhile. */
  readonly receivedBytes: number
}

/** Turns the wheel over a part of a page, through the browser's own input, and watches its frames. */
export async function scroll(box: Locator, { px, pxPerSecond }: Turn): Promise<Scrolled> {
  const page = box.page()
  await page.bringToFront()
  const area = await box.boundingBox()
  if (!area) throw new Error('What is to be scrolled is not on the screen.')
  const cdp = await page.context().newCDPSession(page)
  let receivedBytes = 0
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    receivedBytes += encodedDataLength
  })
  cdp.on('Network.webSocketFrameReceived', ({ response }) => {
    receivedBytes += response.payloadData.length
  })
  await cdp.send('Network.enable')
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const cpuSeconds = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }

  const watch = await box.evaluateHandle((element) => {
    const frames: [at: number, top: number][] = []
    let isOn = true
    const look = (at: number) => {
      frames.push([at, element.scrollTop])
      if (isOn) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    return {
      end() {
        isOn = false
        return frames
      },
    }
  })
  const cpuBefore = await cpuSeconds()
  await cdp.send('Input.synthesizeScrollGesture', {
    x: Math.round(area.x + area.width / 2),
    y: Math.round(Math.max(area.y, 0) + Math.min(area.height, page.viewportSize()?.height ?? area.height) / 2),
    yDistance: -Math.round(px),
    speed: Math.round(pxPerSecond),
    gestureSourceType: 'mouse',
    preventFling: true,
  })
  const frames: Frame[] = await watch.evaluate((watched) => watched.end())
  const cpuMs = (((await cpuSeconds()) - cpuBefore) * 1_000) / frames.length
  await watch.dispose()
  await cdp.detach()
  return { ...smoothnessOf(frames, (Math.abs(px) / pxPerSecond) * 1_000), cpuMs, receivedBytes }
}
