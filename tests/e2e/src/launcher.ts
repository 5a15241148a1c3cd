import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/**
 * Presses the widget's button at the page's corner, where the eye finds it. It lives in a closed shadow root, so whether
 * it is drawn already is asked by what stands at that place.
 */
export async function pressLauncher(page: Page): Promise<void> {
  const size = page.viewportSize()
  if (!size) throw new Error('The page has no size.')
  const [x, y] = [size.width - 52, size.height - 52]
  await expect
    .poll(() => page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName, [x, y] as const), {
      timeout: 20_000,
      interval: 50,
    })
    .toBe('youwen-widget')
  await page.mouse.click(x, y)
}
