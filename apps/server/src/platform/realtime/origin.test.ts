import { describe, expect, it } from 'vitest'
import { connectByEvents, connectEcho, hello, startEchoNode } from './gateway.testing.ts'
import { isSameOrigin } from './origin.ts'

const publicUrl = new URL('https://app.example.com/')
const guarded = () => startEchoNode({ allows: (handshake) => isSameOrigin(handshake, publicUrl) })

const foreign = {
  'another site': 'https://evil.example',
  null: 'null',
  'a suffix': 'https://app.example.com.evil',
  'a prefix': 'https://evilapp.example.com',
  'a subdomain': 'https://x.app.example.com',
  'the parent domain': 'https://example.com',
  'upper case': 'https://APP.example.com',
  'another port': 'https://app.example.com:8443',
  'another scheme': 'http://app.example.com',
  'a default port written out': 'https://app.example.com:443',
  'a trailing dot': 'https://app.example.com.',
  'user information': 'https://app.example.com@evil.example',
  'a path': 'https://app.example.com/',
  'two origins': 'https://app.example.com, https://evil.example',
  'an extension': 'chrome-extension://abcdefgh',
  'a file': 'file://',
}

describe('RT2, X8: the origin of a handshake', () => {
  it('is let in when it is our own', async () => {
    await using node = await guarded()
    await using client = await connectEcho(node, { origin: 'https://app.example.com' })
    await client.send(hello('own'))
    await client.got('welcome')
    await using alias = await connectEcho(node, { origin: `http://127.0.0.1:${node.port}` })
    await alias.send(hello('alias'))
    await alias.got('welcome')
  })

  it.each(Object.entries(foreign))('is refused before anything is looked up: %s', async (_, origin) => {
    await using node = await guarded()
    await expect(connectEcho(node, { origin })).rejects.toThrow('403')
    const opened = await fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, {
      method: 'POST',
      headers: { origin },
      body: JSON.stringify(hello('foreign')),
    })
    expect(opened.status).toBe(403)
    expect(opened.headers.get('access-control-allow-origin')).toBeNull()
    expect(node.seen).toEqual([])
  })

  it('is refused when it is missing', async () => {
    await using node = await guarded()
    await expect(connectEcho(node)).rejects.toThrow('403')
    await expect(connectByEvents({ open: node, stream: node, frames: node }, hello('x'))).rejects.toThrow()
    expect(node.seen).toEqual([])
    expect(node.gateway.stats().connections.webSocket).toBe(0)
  })

  it('of a page that may ask across origins is named to its browser', async () => {
    await using node = await startEchoNode()
    const asked = await fetch(`http://127.0.0.1:${node.port}/realtime/echo/open`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(asked.headers.get('access-control-allow-headers')).toContain('x-connection')
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
  })
})
