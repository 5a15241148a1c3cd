import type { Page } from 'playwright-core'

/** What a page costs the machine it runs on, and the line. */
export interface Cost {
  /** Of its main thread. */
  readonly cpuMs: number
  readonly receivedBytes: number
}

/** Counts from `begin` to `end`, as the browser itself does. */
export async function meterPage(page: Page): Promise<{ begin(): Promise<void>; end(): Promise<Cost> }> {
  const cdp = await page.context().newCDPSession(page)
  let receivedBytes = 0
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    receivedBytes += encodedDataLength
  })
  cdp.on('Network.webSocketFrameReceived', ({ response }) => {
    receivedBytes += Buffer.byteLength(response.payloadData)
  })
  await cdp.send('Network.enable')
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const cpuSeconds = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  let before = 0
  return {
    async begin() {
      receivedBytes = 0
      before = await cpuSeconds()
    },
    async end() {
      const cpuMs = ((await cpuSeconds()) - before) * 1_000
      await cdp.detach()
      return { cpuMs, receivedBytes }
    },
  }
}
