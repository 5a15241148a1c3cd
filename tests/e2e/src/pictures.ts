/**
 * npm run pictures: the screenshots of README and docs, taken from a really started server with named people. Run it when
 * what they show has changed, look at them, and commit them.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { it } from 'vitest'
import { launch } from './browser.ts'
import { type AgentPerson, createAgent, createVisitor, eventually } from './people.ts'
import { enter, others, siteKeyOf, wang } from './pictures-people.ts'
import { startServer, type TestServer } from './server.ts'

const folder = fileURLToPath(new URL('../../../docs/images', import.meta.url))

async function talkWithWang(server: TestServer, site: string, agent: AgentPerson) {
  const client = enter(server, site, wang, 'table')
  await eventually(() => client.state.connection.status === 'open').toBe(true)
  const says = async (text: string) => {
    client.sendText(text)
    await agent.sees(text)
  }
  await says('您好，想问问榉木餐桌可以定制尺寸吗？')
  await agent.open('您好，想问问榉木餐桌可以定制尺寸吗？')
  await agent.say('您好！可以的，长度 1.2 到 2.4 米都能做，大约 25 天送到。')
  await eventually(() => client.state.messages.some(({ from }) => from === 'agent')).toBe(true)
  await says('太好了，我家餐厅是 1.8 米乘 0.9 米的位置')
  await agent.say('那建议做 1.6 米，四周留出走动的地方。需要我把效果图发给您吗？')
  await eventually(() => client.state.messages.filter(({ from }) => from === 'agent').length === 2).toBe(true)
  client.read(client.state.conversation?.lastSeq ?? 0)
  client.typing('好的，麻烦您发一下，另外想问')
  await agent.sees('好的，麻烦您发一下，另外想问')
  return client
}

it('takes the pictures', async () => {
  await mkdir(folder, { recursive: true })
  await using server = await startServer({ env: { TRUST_PROXY: '127.0.0.1' } })
  await using browser = await launch()
  const site = await siteKeyOf(server)
  const agent = await createAgent(browser, server, 'xiaolin')
  const clients = []
  for (const other of others) {
    const client = enter(server, site, other)
    client.sendText(other.said)
    await agent.sees(other.said)
    clients.push(client)
  }
  clients.push(await talkWithWang(server, site, agent))
  await agent.page.mouse.move(720, 450)
  await agent.page.screenshot({ path: join(folder, 'desk.png') })

  const visitor = await createVisitor(browser, server, { viewport: { width: 1280, height: 800 } })
  await visitor.openPanel()
  await visitor.say('你好，这盏灯可以调色温吗？')
  await agent.open('你好，这盏灯可以调色温吗？')
  await agent.say('您好，可以的：3000K 到 4000K 三档，遥控或墙上开关都行。')
  await visitor.sees('您好，可以的：3000K 到 4000K 三档，遥控或墙上开关都行。')
  await visitor.page.screenshot({ path: join(folder, 'widget.png') })

  for (const client of clients) client.close()
})
