import { randomUUID } from 'node:crypto'
import { startS3Simulator } from '@youwen/simulators/s3'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { startFiles } from './files.testing.ts'
import { createAddresses } from './index.ts'

const text = Buffer.from('0123456789')
const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .png()
    .toBuffer()

describe.each(['a folder', 'a bucket'])('with files in %s', (place) => {
  const start = async () => {
    if (place === 'a folder') return startFiles()
    const simulator = await startS3Simulator()
    const { endpoint, bucket, region, credentials } = simulator
    const world = await startFiles({ s3: { endpoint: new URL(endpoint), bucket, region, ...credentials } })
    return {
      ...world,
      async [Symbol.asyncDispose]() {
        await world[Symbol.asyncDispose]()
        await simulator[Symbol.asyncDispose]()
      },
    }
  }

  test('gives an original back byte for byte, as a download that no browser runs', async () => {
    await using world = await start()
    const visitor = world.visitor()
    const { fileId } = await world.uploaded(visitor, text, { name: '报 价.txt' })
    const [urls] = await world.files.urls(visitor, [fileId])
    const answer = await fetch(world.at(urls?.url ?? ''), { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer()).equals(text)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-disposition': `attachment; filename="_ _.txt"; filename*=UTF-8''%E6%8A%A5%20%E4%BB%B7.txt`,
      'content-type': 'text/plain',
      'content-length': '10',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
  })

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 200, '0123456789', null],
    ['bytes=4-2', 200, '0123456789', null],
    ['bytes=-0', 200, '0123456789', null],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['bytes=99999999999999999999-', 200, '0123456789', null],
  ])('answers %s with %i', async (range, status, body, contentRange) => {
    await using world = await start()
    const visitor = world.visitor()
    const { fileId } = await world.uploaded(visitor, text)
    const [urls] = await world.files.urls(visitor, [fileId])
    const answer = await fetch(world.at(urls?.url ?? ''), { headers: { range } })
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      body,
      contentRange,
    ])
  })
})

test('addresses stay the same for a while, so that a browser need not load a picture again', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const { fileId } = await world.uploaded(visitor, await picture())
  const [first] = await world.files.urls(visitor, [fileId])
  world.clock.now = new Date(world.clock.now.getTime() + 60_000)
  const [second] = await world.files.urls(visitor, [fileId])
  expect(second).toEqual(first)
  const shown = await fetch(world.at(first?.thumbnailUrl ?? ''))
  expect(shown.headers.get('cache-control')).toBe('private, max-age=300')
})

test('an address runs out within five minutes', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const { fileId } = await world.uploaded(visitor, text)
  const [urls] = await world.files.urls(visitor, [fileId])
  const left = Date.parse(urls?.expiresAt ?? '') - world.clock.now.getTime()
  expect(left).toBeGreaterThan(2 * 60_000)
  expect(left).toBeLessThanOrEqual(5 * 60_000)
  world.clock.now = new Date(world.clock.now.getTime() + left)
  const answer = await fetch(world.at(urls?.url ?? ''))
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'file.address_invalid' }])
})

test('an upload address runs out after ten minutes', async () => {
  await using world = await startFiles()
  const { uploadUrl } = await world.files.begin(world.visitor(), { name: 'a', sizeBytes: 10, purpose: 'message' })
  world.clock.now = new Date(world.clock.now.getTime() + 10 * 60_000)
  const answer = await fetch(world.at(uploadUrl), { method: 'PUT', body: new Uint8Array(text) })
  expect(answer.status).toBe(403)
  expect(await world.kept()).toEqual([])
})

test('an address that was changed in any part grants nothing', async () => {
  await using world = await startFiles()
  const [visitor, stranger] = [world.visitor(), world.visitor()]
  const mine = await world.uploaded(visitor, await picture())
  const other = await world.uploaded(stranger, await picture())
  const [urls] = await world.files.urls(visitor, [mine.fileId])
  const whole = world.at(urls?.thumbnailUrl ?? '')
  expect((await fetch(whole)).status).toBe(200)
  const changed = (change: (url: URL) => void) => {
    const url = new URL(whole)
    change(url)
    return url
  }
  const changes = [
    changed((url) => url.searchParams.set('for', `visitor.${stranger.visitorId}`)),
    changed((url) => url.searchParams.delete('for')),
    changed((url) => url.searchParams.set('until', String(Number(url.searchParams.get('until')) + 1))),
    changed((url) => url.searchParams.set('until', 'NaN')),
    changed((url) => url.searchParams.delete('until')),
    changed((url) => url.searchParams.set('signature', '')),
    changed((url) => url.searchParams.delete('signature')),
    changed((url) => url.searchParams.append('signature', 'x')),
    changed((url) => (url.pathname = url.pathname.replace(mine.fileId, other.fileId))),
    changed((url) => (url.pathname = url.pathname.replace('thumbnail', 'original'))),
    changed((url) => (url.pathname = url.pathname.replace(world.companyId, world.otherCompanyId))),
  ]
  for (const url of changes) expect([url.href, (await fetch(url)).status]).toEqual([url.href, 403])
})

test('what is missing, foreign or unsigned is refused alike', async () => {
  await using world = await startFiles()
  const stranger = createAddresses({ ...world.addressOptions, secret: Buffer.alloc(32) })
  const foreign = stranger.view({ companyId: world.companyId, fileId: randomUUID() }, world.visitor())
  expect((await fetch(world.at(foreign.url('original')))).status).toBe(403)
  const ours = world.addresses.view({ companyId: world.companyId, fileId: randomUUID() }, world.visitor())
  for (const rendition of ['original', 'preview', 'thumbnail'] as const) {
    expect((await fetch(world.at(ours.url(rendition)))).status).toBe(404)
  }
  for (const path of ['/files/x/y/original', '/files/avatar/x/y', '/files/..%2f..%2fetc/passwd/original']) {
    expect((await fetch(world.at(path))).status).toBe(404)
  }
})

test('says nothing of files that the caller may not load', async () => {
  await using world = await startFiles()
  const [visitor, stranger, agent] = [world.visitor(), world.visitor(), world.agent()]
  const { fileId } = await world.uploaded(visitor, text)
  const announced = await world.files.begin(visitor, { name: 'a', sizeBytes: 1, purpose: 'message' })
  const avatar = await world.uploaded(agent, await picture(), { purpose: 'avatar' })
  const ids = [fileId, announced.fileId, avatar.fileId, randomUUID()]
  const idsFor = async (caller: Parameters<typeof world.files.urls>[0]) =>
    (await world.files.urls(caller, ids)).map((urls) => urls.fileId)
  expect(await idsFor(visitor)).toEqual([fileId])
  expect(await idsFor(stranger)).toEqual([])
  expect(await idsFor({ ...visitor, companyId: world.otherCompanyId })).toEqual([])
  expect(await idsFor(agent)).toEqual([])
  world.seenVisitors.add(visitor.visitorId)
  expect(await idsFor(agent)).toEqual([fileId])
  expect(await idsFor(world.agent(world.otherCompanyId))).toEqual([])
})

test('an agent loads what he uploaded himself before he has sent it', async () => {
  await using world = await startFiles()
  const agent = world.agent()
  const { fileId } = await world.uploaded(agent, text)
  expect(await world.files.urls(agent, [fileId])).toMatchObject([{ fileId }])
  expect(await world.files.urls(world.agent(), [fileId])).toEqual([])
})

test('files may have an origin of their own, which our pages alone may send to', async () => {
  await using world = await startFiles({ filesOrigin: 'https://files.example' })
  const { uploadUrl } = await world.files.begin(world.visitor(), { name: 'a', sizeBytes: 10, purpose: 'message' })
  expect(new URL(uploadUrl).origin).toBe('https://files.example')
  const { pathname, search } = new URL(uploadUrl)
  const asked = await fetch(world.at(pathname + search), {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:8100', 'access-control-request-method': 'PUT' },
  })
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, 'http://localhost:8100'])
  const sent = await fetch(world.at(pathname + search), { method: 'PUT', body: new Uint8Array(text) })
  expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:8100'])
})
