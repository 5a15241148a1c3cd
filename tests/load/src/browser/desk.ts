import { launch } from '@youwen/e2e/browser'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { sessionCookieName } from '../../../../apps/server/src/modules/security/cookie.ts'
import { generate } from '../../../../apps/server/src/seed/generate.ts'
import { type Rig, startRig } from '../rig/load.ts'
import { publicOrigin } from '../rig/server.ts'

export interface Seat extends AsyncDisposable {
  /** The console, with the agent signed in; nothing is open yet. */
  readonly page: Page
  readonly url: string
  /** A tab of the same browser that shows nothing but something as tall. */
  plain(heightPx: number): Promise<Page>
}
export interface FullDesk extends Seat {
  readonly longestConversationId: string
}

/** An agent at the built console in a real browser, with as much on his desk as wanted. */
export async function startFullDesk(size: { conversations: number; longMessages: number }): Promise<FullDesk> {
  await using building = new AsyncDisposableStack()
  const rig = building.use(await startRig({ agents: 1 }))
  await fill(rig, rig.company.agents[0]?.agentId ?? '', size)
  const seat = building.use(await takeSeat(rig))
  const longestConversationId = await longestOf(rig)
  const built = building.move()
  return { ...seat, longestConversationId, [Symbol.asyncDispose]: () => built.disposeAsync() }
}

/** The first agent of a company, signed in at the built console in a real browser. */
export async function takeSeat({ company, server }: Rig): Promise<Seat> {
  await using building = new AsyncDisposableStack()
  const browser = building.use(await launch())
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  })
  // The session that a login gives; a rig's agents have no password.
  const value = company.agents[0]?.token ?? ''
  await context.addCookies([{ name: sessionCookieName(new URL(publicOrigin)), value, url: server.url, httpOnly: true }])
  const page = await context.newPage()
  const built = building.move()
  return {
    page,
    url: server.url,
    async plain(heightPx) {
      const tab = await context.newPage()
      await tab.setContent(`<!doctype html><style>
        body { margin: 0 }
        div { height: ${heightPx}px; background: repeating-linear-gradient(#fff 0 63px, #ddd 63px 64px) }
        </style><div></div>`)
      return tab
    },
    [Symbol.asyncDispose]: () => built.disposeAsync(),
  }
}

async function fill(
  { company, database }: Rig,
  agentId: string,
  size: { conversations: number; longMessages: number },
) {
  const { companyId, siteId, styleId } = company
  await generate({
    ...{ companyId, siteId, styleId, agentIds: [agentId], url: database.url },
    ...{ visits: 0, pagesPerVisit: 3, conversations: 0, messagesPerConversation: 8, days: 1 },
    open: { agentId, ...size },
    seed: 1,
    until: new Date(),
    isSearchable: false,
  })
}

async function longestOf({ database }: Rig): Promise<string> {
  const { rows } = await database.db.all(({ q }) =>
    sql<{ id: string }>`select conversation_id as id from conversation order by last_seq desc limit 1`.execute(q),
  )
  if (!rows[0]) throw new Error('Nobody talks.')
  return rows[0].id
}
