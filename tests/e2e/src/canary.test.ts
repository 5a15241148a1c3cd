import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpus } from '../../attacks/src/corpus.ts'
import { launch } from './browser.ts'
import { beSentAway, followStrangeAddresses, logInByStrangeAddresses } from './canary-addresses.ts'
import { lookAtAppointments } from './canary-appointments.ts'
import { compareCards, lookAtCardFields, readOutForCard } from './canary-cards.ts'
import { lookAtImport, useCatalog } from './canary-catalog.ts'
import { chatOnTheShop, readAsVisitors } from './canary-chat.ts'
import {
  hearThemSpeak,
  openDialogsOfDesk,
  readEveryTalk,
  searchForThem,
  watchThemType,
  writeThem,
} from './canary-desk.ts'
import { displaced, missing, strangers } from './canary-page.ts'
import { lookAtPhrases, usePhrases } from './canary-phrases.ts'
import { lookAtSensitive } from './canary-sensitive.ts'
import {
  designThem,
  lookAtCompany,
  lookAtInvitations,
  lookAtLogs,
  lookAtTeam,
  lookAtVisitors,
} from './canary-settings.ts'
import type { Talk } from './canary-talks.ts'
import { startTour, type Tour } from './canary-tour.ts'
import { witness } from './canary-witness.ts'
import { furnish, type World } from './canary-world.ts'
import { eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

/**
 * X1, the browsers' half: hostile texts stand in every field, every page is opened, and each of them shows text. Nothing
 * comes alive, nothing has even to be stopped by the content security policy, and every letter is there, in its place.
 */
let server: TestServer
let world: World
let browser: Browser
let owner: Tour
let longTalk: Talk | undefined

beforeAll(async () => {
  server = await startServer()
  world = await furnish(server)
  browser = await launch()
  owner = await startTour(browser, server, world.owner.token)
  await owner.goTo('/desk')
})
afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

describe('hostile texts are only texts', () => {
  it('at the desk: what both say, names, files, notes of transfers, campaigns and pages', () =>
    readEveryTalk(owner, world))
  it('at the desk, while visitors type them', () => watchThemType(owner, world))
  it('at the desk, as they come in', async () => {
    longTalk = await hearThemSpeak(owner, world)
  })
  it('at the desk, as words to find', () => searchForThem(owner))
  it('at the desk, when the agent writes them, and sends files of such names', () => writeThem(owner))
  it('in the dialogs of the desk', () => openDialogsOfDesk(owner, world))
  it('on cards that are compared, and in what is read out for them', async () => {
    await compareCards(owner, world.talks)
    if (longTalk) await readOutForCard(owner, longTalk)
  })
  it('in the list of visitors, and in what is known of each', () => lookAtVisitors(owner, world))
  it('in the results of invitations, and in each of them', () => lookAtInvitations(owner, world))
  it('in the settings of the company, its sites and their styles', () => lookAtCompany(owner, world))
  it('in the editor of a style, and in its preview', () => designThem(owner, world))
  it('in the fields of cards', () => lookAtCardFields(owner, world.cards))
  it('in the phrases of the company', () => lookAtPhrases(owner, world.phrases))
  it('in appointments, their templates and their cards', () => lookAtAppointments(owner, world.booked))
  it('in the settings of the team, its groups and its roles', () => lookAtTeam(owner, world))
  it('in the logs of logins and operations', () => lookAtLogs(owner, world))

  it('in phrases beside the chat, and in those offered while one writes', async () => {
    await owner.goTo(`/desk/${longTalk?.conversationId}`)
    await usePhrases(owner, world.phrases)
  })

  it('in products and coupons beside the chat, and in an import of them', async () => {
    await owner.goTo(`/desk/${(longTalk ?? world.talks[0])?.conversationId}`)
    await useCatalog(owner, world.catalog)
    await lookAtImport(owner)
  })

  it('in the chat, on a page of its own and on the shop', async () => {
    const guest = await startTour(browser, server)
    const talks = world.talks.filter((talk) => talk !== longTalk)
    await readAsVisitors(guest, world, talks)
    await chatOnTheShop(guest, world, talks)
    await guest.context.close()
  })

  it('in the lists of sensitive words, and in where they were said', () => lookAtSensitive(owner, world))
  it('in the addresses of pages', () => followStrangeAddresses(owner))
  it('in the address of the login page', () => logInByStrangeAddresses(browser, server))
  it('in the reason why somebody was sent away', () => beSentAway(browser, server, world))

  it('to the server, which had no trouble with any of them', () => {
    expect(server.output.filter((line) => /"level":"(warn|error|fatal)"/.test(line))).toEqual([])
  })
})

/** What would be seen of a page that takes them for markup: else all of the above would prove nothing. */
describe('hostile texts that are taken for markup are noticed', () => {
  const turner = '甲\u202e乙丙'
  async function plant(options: BrowserContextOptions) {
    const context = await browser.newContext(options)
    const take = await witness(context, server.url)
    const page = await context.newPage()
    await page.goto(`${server.url}/login`)
    const kinds = new Set<string>()
    return {
      context,
      page,
      show: (html: string) =>
        page.evaluate((html) => {
          document.body.innerHTML = html
        }, html),
      kindsSeen() {
        for (const what of take()) kinds.add(what.split(' ').slice(0, 2).join(' '))
        return [...kinds]
      },
    }
  }

  it('by what the policy stops and by what is asked for, where there is a policy', async () => {
    const { context, page, show, kindsSeen } = await plant({ bypassCSP: false })
    await show(corpus.map(({ text }) => text).join('\n'))
    await eventually(kindsSeen).toEqual(expect.arrayContaining(['asked for', 'the policy']))
    expect((await strangers(page)).length).toBeGreaterThan(20)
    expect(await missing(page, ['<svg onload=youwenCanary()>'])).toHaveLength(1)
    await context.close()
  })

  it('by the canary, and by ways that lead away, where there is none', async () => {
    const { context, show, kindsSeen } = await plant({ bypassCSP: true })
    for (const { text } of corpus) await show(text)
    await eventually(kindsSeen).toEqual(expect.arrayContaining(['asked for', 'the canary', 'went to']))
    await context.close()
  })

  it('by words of ours that stand in another place', async () => {
    const { context, page, show } = await plant({ bypassCSP: false })
    await show(`<p>${turner} 开始接待 19:03</p>`)
    expect(await displaced(page, [turner])).toHaveLength(1)
    await show(`<p><bdi>${turner}</bdi> 开始接待 19:03</p>`)
    expect(await displaced(page, [turner])).toEqual([])
    await context.close()
  })
})
