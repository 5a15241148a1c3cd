import { startPushServiceSimulator } from '@youwen/simulators/push-service'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { launch } from './browser.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { siteKeyOf } from './pictures-people.ts'
import { startServer } from './server.ts'

it('D1.6 a visitor of the full-page chat asks to be told of answers; gone, he is told, and the notification leads back', async () => {
  await using service = await startPushServiceSimulator()
  await using server = await startServer({ env: { OUTBOUND_NETWORKS: '127.0.0.1' } })
  await using browser = await launch()
  const site = await siteKeyOf(server)
  const visitor = await createVisitor(browser, server, { at: `/chat/${site}` })
  const { page, context } = visitor
  await context.grantPermissions(['notifications'])
  // The browser's maker runs its push service elsewhere: only this address is another one.
  await page.exposeFunction('addressFor', (key: string) => service.subscribe(key))
  await page.evaluate(() => {
    PushManager.prototype.subscribe = async (options = {}) => {
      const letters = String.fromCharCode(...new Uint8Array(options.applicationServerKey as unknown as ArrayBuffer))
      const key = btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
      const { addressFor } = window as unknown as {
        addressFor(key: string): Promise<{ endpoint: string; p256dh: string; auth: string }>
      }
      const { endpoint, ...keys } = await addressFor(key)
      const made = { endpoint, options, toJSON: () => ({ endpoint, keys }) } as unknown as PushSubscription
      PushManager.prototype.getSubscription = async () => made
      return made
    }
  })
  await page.getByLabel('输入消息…').fill('桌子到货了叫我一声')
  await page.keyboard.press('Enter')
  // Nobody is there: it is offered where he is told so, and is the same as in the menu.
  const tellMe = page.getByRole('status').getByRole('button', { name: '有回复时通知我' })
  await tellMe.click()
  await eventually(() => tellMe.getAttribute('aria-pressed')).toBe('true')
  await page.getByRole('button', { name: '更多' }).click()
  const inMenu = page.getByRole('menuitemcheckbox', { name: '有回复时通知我' })
  await eventually(() => inMenu.getAttribute('aria-checked')).toBe('true')
  await inMenu.click()
  await eventually(() => tellMe.getAttribute('aria-pressed')).toBe('false')
  await inMenu.click()
  await eventually(() => tellMe.getAttribute('aria-pressed')).toBe('true')
  const lin = await createAgent(browser, server, 'xiaolin')
  await lin.open('桌子到货了叫我一声')

  await page.goto('about:blank')
  await lin.say('到货了，明天送')
  await eventually(() => service.messages.length).toBe(1)
  const [message] = service.messages
  expect(JSON.parse(message?.text ?? '')).toEqual({ title: '云舟家居', body: '小林 回复了您', path: `/chat/${site}` })

  await page.goto(`${server.url}/docs/realtime`)
  const shown = await delivered(page, server.url, message?.text ?? '')
  expect(shown).toEqual(['云舟家居: 小林 回复了您'])
  expect([...lin.errors, ...visitor.errors]).toEqual([])
})

/** What is shown when this arrives at the service worker of the chat. */
async function delivered(page: Page, origin: string, data: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, scopeURL } of registrations) {
        if (scopeURL.endsWith('/chat/')) resolve(registrationId)
      }
    })
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data })
  const notifications = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/chat/')
      return (await registration?.getNotifications())?.map(({ title, body }) => `${title}: ${body}`) ?? []
    })
  await eventually(async () => (await notifications()).length).toBe(1)
  return notifications()
}
