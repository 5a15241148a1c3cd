import { describe, expect, it } from 'vitest'
import { isGreeting, parentOrigin, readAddress } from './entrance.ts'

const parent = { name: 'the page that frames us' }
const shop = 'https://shop.example.com'
const greeting = {
  youwen: 1,
  token: 'v1.x',
  page: null,
  accent: '#4457d9',
  lang: undefined,
  isOpen: true,
  isFull: false,
}
const port = {} as MessagePort
const message = (more: object = {}) =>
  ({ source: parent, origin: shop, data: greeting, ports: [port], ...more }) as unknown as MessageEvent

describe('the greeting of the loader', () => {
  it('is heard from the page that frames us', () => {
    expect(isGreeting(message(), parent, shop)).toBe(true)
    // Where the browser does not tell who frames us, the source alone decides.
    expect(isGreeting(message(), parent, undefined)).toBe(true)
  })

  it.each([
    ['another window', { source: { name: 'a frame beside ours' } }],
    ['no window', { source: null }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins alike', { origin: 'https://shop.example.com.evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['something without a port', { ports: [] }],
    ['something with two ports', { ports: [port, port] }],
    ['text', { data: '{"youwen":1}' }],
    ['nothing', { data: null }],
    ['another product', { data: { type: 'greeting', token: 'x' } }],
    ['a token that is no text', { data: { ...greeting, token: { toString: () => 'x' } } }],
  ])('is not heard from %s', (_whom, more) => {
    expect(isGreeting(message(more), parent, shop)).toBe(false)
  })

  it('is expected from the origin that the browser names, by ancestors or by referrer', () => {
    expect(parentOrigin({ ancestorOrigins: [shop, 'https://top.example'], referrer: '' })).toBe(shop)
    expect(parentOrigin({ ancestorOrigins: undefined, referrer: `${shop}/beds?x=1` })).toBe(shop)
    expect(parentOrigin({ ancestorOrigins: undefined, referrer: '' })).toBeUndefined()
  })
})

describe('the address of the chat', () => {
  it('names the site, and the style when there is one', () => {
    const read = (pathname: string, search = '', isFramed = false) => readAddress({ pathname, search }, isFramed)
    expect(read('/chat/demo.abc')).toEqual({ site: 'demo.abc', styleId: undefined, isFrame: false })
    expect(read('/chat/demo.abc/1-2')).toEqual({ site: 'demo.abc', styleId: '1-2', isFrame: false })
    expect(read('/chat/demo.abc', '?frame=1', true).isFrame).toBe(true)
  })

  it('waits for no greeting when nothing frames it', () => {
    expect(readAddress({ pathname: '/chat/demo.abc', search: '?frame=1' }, false).isFrame).toBe(false)
  })
})
