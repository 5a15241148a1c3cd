import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it, vi } from 'vitest'
import { createClient, type Shown, type ShownMessage } from '../../../../docs/examples/visitor-client.mjs'
import { type TestApp, testApp } from '../testing/app.ts'

/** A company with one site, and a visitor's client that was written from the documents alone. */
async function world() {
  const here = await testApp()
  const { owner } = await here.company('yunzhou')
  const { body: site } = await here.ask<{ key: string }>('POST', '/api/sites', {
    token: owner,
    body: { name: '官网', allowedDomains: ['shop.example'] },
  })
  const visit = (keep = new Map<string, string>(), origin = 'https://shop.example') => {
    const shown: Shown[] = []
    const url = `${here.app.localUrl.replace('http', 'ws')}/realtime/visitor`
    const client = createClient({ url, origin, site: site.key, keep, show: (what) => void shown.push(what) })
    const messages = (): ShownMessage[] => shown.flatMap((what) => ('message' in what ? what.message : []))
    const texts = () => messages().flatMap(({ body }) => body.text ?? [])
    const seqs = () => messages().map(({ seq }) => seq)
    return { ...client, keep, shown, texts, seqs, [Symbol.dispose]: () => client.close() }
  }
  return { ...here, visit, [Symbol.asyncDispose]: () => here[Symbol.asyncDispose]() }
}

const connections = ({ app }: TestApp) => app.gateway.stats().connections.webSocket
const patience = { timeout: 15_000, interval: 20 }

describe('a client written from docs/realtime.md alone', () => {
  it('says what was typed once and in order, over connections that break in between (RT9 to RT15)', async () => {
    await using here = await world()
    using client = here.visit()
    const said = Array.from({ length: 30 }, (_, n) => `${n}`)
    for (const text of said) {
      client.send(uuidv7(), text)
      if (Number(text) % 10 === 5) {
        here.app.gateway.resumeAll('a test')
        await new Promise((resolve) => setTimeout(resolve, 30)) // in the middle of what follows
      }
    }
    await vi.waitFor(() => expect(client.texts()).toEqual(said), patience)
    const seqs = client.seqs()
    expect(seqs).toEqual(Array.from(seqs, (_, index) => index + 1))
  })

  it('is the same visitor in another tab, and is shown there what was said before and is said now (RT7, RT10)', async () => {
    await using here = await world()
    using first = here.visit()
    first.send(uuidv7(), '你好')
    await vi.waitFor(() => expect(first.texts()).toEqual(['你好']), patience)
    using second = here.visit(first.keep)
    await vi.waitFor(() => expect(second.texts()).toEqual(['你好']), patience)
    first.send(uuidv7(), '在吗')
    await vi.waitFor(() => expect(second.texts()).toEqual(['你好', '在吗']), patience)
    second.send(uuidv7(), '第二个标签页')
    await vi.waitFor(() => expect(first.texts()).toEqual(['你好', '在吗', '第二个标签页']), patience)
  })

  it('shows a message that is refused for good as failed, and goes on with the next (RT12)', async () => {
    await using here = await world()
    using client = here.visit()
    client.send(uuidv7(), 'x'.repeat(4_001))
    client.send(uuidv7(), '短一点')
    await vi.waitFor(() => expect(client.texts()).toEqual(['短一点']), patience)
    expect(client.shown).toContainEqual({ failed: expect.objectContaining({ code: 'validation.failed' }) })
  })

  it('stops where the site does not allow the page (RT2, RT22)', async () => {
    await using here = await world()
    using client = here.visit(new Map(), 'https://evil.example')
    client.send(uuidv7(), '你好')
    await vi.waitFor(() => expect(here.app.gateway.stats().closes[4403]).toBe(1), patience)
    await new Promise((resolve) => setTimeout(resolve, 1_000)) // time in which it would come back
    expect(here.app.gateway.stats().closes[4403]).toBe(1)
    expect(connections(here)).toBe(0)
  })
})

describe('/docs/realtime', () => {
  it('is served as a page that needs nothing else', async () => {
    await using here = await testApp()
    const { status, headers, body } = await here.ask<string>('GET', '/docs/realtime')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(body).toContain('id="RT14"')
    expect(body).not.toMatch(/<script|src=|url\(/)
  })
})
