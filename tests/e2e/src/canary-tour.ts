import type { Browser, Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { displaced, missing, strangers } from './canary-page.ts'
import { texts } from './canary-texts.ts'
import { witness } from './canary-witness.ts'
import { eventually } from './people.ts'
import type { TestServer } from './server.ts'

/** Somebody who looks at pages, and hears of everything that must not happen in them. Logged in where he has a session. */
export async function startTour(browser: Browser, server: Pick<TestServer, 'url'>, session?: string) {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  })
  if (session) await context.addCookies([{ name: 'youwen', value: session, url: server.url }])
  const take = await witness(context, server.url)
  const page = await context.newPage()
  const dialog = () => page.getByRole('dialog')

  return {
    context,
    page,
    dialog,
    goTo: (path: string) => page.goto(`${server.url}${path}`),
    /** The page shows these texts, letter for letter, and no text in it has become more than text. */
    async isOnlyText(shown: readonly string[] = [], place: Page | Frame = page) {
      await eventually(() => missing(place, shown)).toEqual([])
      expect(await strangers(place)).toEqual([])
      expect(await displaced(place, texts)).toEqual([])
      expect(take()).toEqual([])
    },
    /** By a link of the console, as a person goes: nothing is loaded anew. */
    async follow(path: string) {
      const link = page.locator(`a[href="${path}"]`).first()
      if (path.startsWith('/settings/') && (await link.count()) === 0) {
        await page.locator('a[href="/settings"]').first().click()
      }
      await link.click()
      await page.waitForURL(`**${path}`)
    },
    /** Again, should it have been pressed before the dialog listened. */
    closeDialog: () =>
      eventually(async () => {
        const open = await dialog().count()
        if (open > 0) await page.keyboard.press('Escape')
        return open
      }).toBe(0),
  }
}
export type Tour = Awaited<ReturnType<typeof startTour>>
