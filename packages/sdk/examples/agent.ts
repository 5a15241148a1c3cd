/**
 * An agent that greets: takes what waits in the queue, and answers the first words of every visitor.
 *
 *   node packages/sdk/examples/agent.ts http://localhost:8100 demo xiaolin <password>
 */
import { createAgentClient, createApi, createMemoryStorage } from '@youwen/sdk'
import { WebSocket as NodeWebSocket } from 'ws'

const [url = 'http://localhost:8100', companyCode = 'demo', account = '', password = ''] = process.argv.slice(2)

const { token, me } = await createApi({ url }).security.login({ companyCode, account, password })
const api = createApi({ url, token })
console.log(`${me.name} (${me.companyName})`)

const client = createAgentClient({
  url,
  token,
  storage: createMemoryStorage(),
  openWebSocket: (address) => new NodeWebSocket(address, { origin: new URL(url).origin }) as unknown as WebSocket,
})

client.subscribe(() => {
  for (const [conversationId, row] of client.state.inbox) {
    if (row.status === 'queued')
      api.conversation.accept({ conversationId }).catch(() => {}) // a colleague was faster
    else client.open(conversationId)
  }
})
client.on('message', ({ conversationId, seq, from, body }) => {
  if (from !== 'visitor') return
  console.log(`${client.state.inbox.get(conversationId)?.visitorName}: ${body.type === 'text' ? body.text : body.type}`)
  client.read(conversationId, seq)
  const isFirst = !client.messages(conversationId).some((message) => message.from === 'agent')
  if (isFirst) client.sendText(conversationId, '您好,请问有什么可以帮您?')
})

process.once('SIGINT', () => client.close())
