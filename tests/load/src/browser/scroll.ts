import type { Locator } from 'playwright-core'
import { meterPage } from './meter.ts'
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
  const meter = await meterPage(page)
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
  await meter.begin()
  await cdp.send('Input.synthesizeScrollGesture', {
    x: Math.round(area.x + area.width / 2),
    y: Math.round(Math.max(area.y, 0) + Math.min(area.height, page.viewportSize()?.height ?? area.height) / 2),
    yDistance: -Math.round(px),
    speed: Math.round(pxPerSecond),
    gestureSourceType: 'mouse',
    preventFling: true,
  })
  const frames: Frame[] = await watch.evaluate((watched) => watched.end())
  const { cpuMs, receivedBytes } = await meter.end()
  await watch.dispose()
  await cdp.detach()
  return { ...smoothnessOf(frames, (Math.abs(px) / pxPerSecond) * 1_000), cpuMs: cpuMs / frames.length, receivedBytes }
}
