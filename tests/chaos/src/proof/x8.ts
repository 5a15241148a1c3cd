import { once } from 'node:events'
import { publicOrigin } from '@youwen/load/rig/server'
import { createApi } from '@youwen/sdk/api'
import { WebSocket } from 'ws'
import { nothing, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { openLine } from '../rig/line.ts'

const host = new URL(publicOrigin).host
/** Not ours, however much they look like it. */
const foreign = [
  'https://evil.example',
  'null',
  `${publicOrigin}.evil.example`,
  `http://evil.${host}`,
  `https://${host}`,
  `${publicOrigin}:8443`,
  `http://${host}@evil.example`,
  `${publicOrigin}/`,
  undefined,
]
const allowedSite = 'shop.example.com'
/** Not the site's, however much they look like it. */
const foreignPages = [
  'https://evil.example',
  `https://${allowedSite}.evil.example`,
  `https://evil${allowedSite}`,
  `https://${allowedSite}:8443`,
  `https://sub.${allowedSite}`,
]
const endLimitMs = 5_000

export const x8: Proof = {
  id: 'X8',
  what: 'handshakes from foreign origins, and sockets of sessions that were ended',
  async run() {
    await using cluster = await startCluster({ agents: 2, nodes: 2 })
    const [one, two] = cluster.urls as [string, string]
    const [agent, colleague] = cluster.company.agents
    if (!agent || !colleague) throw new Error('A company without agents.')
    const failures: string[] = []
    let tried = 0

    for (const origin of foreign) {
      tried++
      const status = await handshake(`${one}/realtime/agent`, origin, { cookie: `youwen=${agent.token}` })
      if (status !== 403)
        failures.push(`An agent's handshake from ${origin ?? 'no origin'} was answered with ${status}.`)
    }
    const ours = await openLine(one, '/realtime/agent', publicOrigin, { cookie: `youwen=${agent.token}` })
    await ours.ask({ type: 'hello', protocol: 1 }, 'welcome')

    for (const origin of ['null', undefined]) {
      tried++
      const status = await handshake(`${one}/realtime/visitor`, origin, {})
      if (status !== 403)
        failures.push(`A visitor's handshake from ${origin ?? 'no origin'} was answered with ${status}.`)
    }
    const hello = { type: 'hello', protocol: 1, site: cluster.company.siteKey, role: 'page' }
    await cluster.database.db.all(({ q }) =>
      q
        .updateTable('company_site')
        .set({ allowed_domains: [allowedSite] })
        .where('company_id', '=', cluster.company.companyId)
        .execute(),
    )
    for (const origin of foreignPages) {
      tried++
      const page = await openLine(one, '/realtime/visitor', origin)
      page.send(hello)
      const code = await page.closed(endLimitMs)
      if (code !== 4403) failures.push(`A page of ${origin} was answered with ${code ?? 'a greeting'}.`)
      page.close()
    }
    for (const origin of [`https://${allowedSite}`, `HTTPS://${allowedSite.toUpperCase()}`]) {
      const page = await openLine(one, '/realtime/visitor', origin)
      await page.ask(hello, 'welcome').catch(() => failures.push(`The site's own page, ${origin}, was turned away.`))
      page.close()
    }

    // The session ends on one node, the socket is on the other.
    const theirs = await openLine(two, '/realtime/agent', publicOrigin)
    await theirs.ask({ type: 'hello', protocol: 1, token: colleague.token }, 'welcome')
    const startedAt = performance.now()
    await createApi({ url: one, token: colleague.token }).security.logout()
    const code = await theirs.closed(endLimitMs)
    const tookMs = Math.round(performance.now() - startedAt)
    if (code !== 4440) failures.push(`A socket of an ended session was closed with ${code ?? 'nothing'}.`)
    if ((await ours.closed(100)) !== undefined) failures.push("Another agent's socket was closed as well.")
    ours.close()

    const notes = [
      `${tried} foreign handshakes refused; after a logout on the other node the socket closed in ${tookMs} ms`,
    ]
    return { ...nothing, failures, notes }
  },
}

/** The HTTP status that a handshake is answered with; 101 when it succeeds. */
async function handshake(url: string, origin: string | undefined, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers, ...(origin !== undefined && { origin }) })
  socket.on('error', () => {})
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number)
  const status = await Promise.race([refused, once(socket, 'open').then(() => 101)])
  socket.terminate()
  return status
}
