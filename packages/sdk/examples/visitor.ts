/**
 * A visitor in a terminal: what you type is sent, what the agent answers is printed.
 *
 *   node packages/sdk/examples/visitor.ts http://localhost:8100 demo.abcdefghijkl
 */
import { createInterface } from 'node:readline'
import { createMemoryStorage, createVisitorClient } from '@youwen/sdk'
import { WebSocket as NodeWebSocket } from 'ws'

const [url = 'http://localhost:8100', site = ''] = process.argv.slice(2)

const client = createVisitorClient({
  url,
  site,
  role: 'chat',
  page: { url: 'https://shop.example/sofa', title: '三人沙发', referrer: 'https://www.baidu.com/' },
  storage: createMemoryStorage(),
  // Node's own WebSocket sends no Origin, and the server wants to know which site a visitor is on.
  openWebSocket: (address) => new NodeWebSocket(address, { origin: new URL(url).origin }) as unknown as WebSocket,
})

let status = ''
client.subscribe(() => {
  const { connection } = client.state
  if (connection.status !== status) console.log(`(${connection.status})`)
  status = connection.status
})
client.on('message', (message) => {
  const who = message.senderId && client.state.agents.get(message.senderId)?.name
  console.log(`${who ?? message.from}: ${message.body.type === 'text' ? message.body.text : `[${message.body.type}]`}`)
  client.read(message.seq)
})

const input = createInterface({ input: process.stdin })
input.on('line', (text) => text && client.sendText(text))
input.on('close', () => client.close())
