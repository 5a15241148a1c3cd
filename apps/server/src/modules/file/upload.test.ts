import { once } from 'node:events'
import { connect } from 'node:net'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { startFiles } from './files.testing.ts'

const text = Buffer.from('尺寸 60 × 90 厘米\n')
const photo = () =>
  sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#3377aa' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
    .jpeg()
    .toBuffer()

test('stores what a visitor sends and says what it is by its bytes', async () => {
  await using world = await startFiles()
  const stored = await world.uploaded(world.visitor(), text, { name: '尺寸.txt', type: 'image/png' })
  expect(stored).toMatchObject({ name: '尺寸.txt', sizeBytes: text.length, contentType: 'text/plain', image: null })
})

test('draws a photograph anew in two sizes, upright, and leaves where it was taken behind', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const bytes = await photo()
  expect(bytes.includes('Exif')).toBe(true)
  const stored = await world.uploaded(visitor, bytes, { name: '沙发.jpg' })
  expect(stored).toMatchObject({ contentType: 'image/jpeg', image: { width: 1200, height: 2400 } })

  const [urls] = await world.files.urls(visitor, [stored.fileId])
  for (const [url, width, height] of [
    [urls?.thumbnailUrl, 240, 480],
    [urls?.previewUrl, 800, 1600],
  ] as const) {
    const answer = await fetch(world.at(url ?? ''))
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    const drawn = Buffer.from(await answer.arrayBuffer())
    expect(await sharp(drawn).metadata()).toMatchObject({ format: 'jpeg', width, height })
    expect(drawn.includes('Exif')).toBe(false)
  }
})

test.each(['png', 'webp', 'gif'] as const)('shows a %s', async (format) => {
  await using world = await startFiles()
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 4, background: '#ffffff80' } })
    .toFormat(format)
    .toBuffer()
  expect(await world.uploaded(world.agent(), bytes)).toMatchObject({
    contentType: `image/${format}`,
    image: { width: 40, height: 30 },
  })
})

test('keeps a picture that cannot be decoded as a plain file', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const bytes = (await photo()).subarray(0, 400)
  const stored = await world.uploaded(visitor, bytes)
  expect(stored.image).toBeNull()
  expect(await world.files.urls(visitor, [stored.fileId])).toMatchObject([{ thumbnailUrl: null, previewUrl: null }])
})

test('answers a repeated upload like the first one', async () => {
  await using world = await startFiles()
  const first = await world.upload(world.visitor(), text)
  const again = await fetch(world.at(first.uploadUrl), { method: 'PUT', body: new Uint8Array(text) })
  expect(again.status).toBe(200)
  expect(await again.json()).toEqual(first.body)
})

test('stores one of two uploads that race to one address', async () => {
  await using world = await startFiles()
  const bytes = await photo()
  const { uploadUrl } = await world.files.begin(world.visitor(), {
    name: 'a.jpg',
    sizeBytes: bytes.length,
    purpose: 'message',
  })
  const put = () => fetch(world.at(uploadUrl), { method: 'PUT', body: new Uint8Array(bytes) })
  const answers = await Promise.all([put(), put(), put()])
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses[0]).toBe(200)
  expect(statuses.every((status) => status === 200 || status === 409)).toBe(true)
  expect((await world.kept()).length).toBe(3)
})

test.each([
  ['shorter than announced', text.length + 5],
  ['longer than announced', text.length - 5],
])('refuses a body %s, and keeps nothing of it', async (_, sizeBytes) => {
  await using world = await startFiles()
  const { uploadUrl } = await world.files.begin(world.visitor(), { name: 'a', sizeBytes, purpose: 'message' })
  const answer = await fetch(world.at(uploadUrl), { method: 'PUT', body: new Uint8Array(text) })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ code: 'file.size_differs' })
  expect(await world.kept()).toEqual([])
  expect(await world.rows()).toMatchObject([{ status: 'announced' }])
})

test('refuses a body without a length', async () => {
  await using world = await startFiles()
  const { uploadUrl } = await world.files.begin(world.visitor(), { name: 'a', sizeBytes: 4, purpose: 'message' })
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('text'))
      controller.close()
    },
  })
  const answer = await fetch(world.at(uploadUrl), { method: 'PUT', body, duplex: 'half' })
  expect(answer.status).toBe(422)
  expect(await world.kept()).toEqual([])
})

test('keeps nothing of an upload that breaks off, and lets it begin again', async () => {
  await using world = await startFiles()
  const { uploadUrl } = await world.files.begin(world.visitor(), {
    name: 'a.txt',
    sizeBytes: text.length,
    purpose: 'message',
  })
  const { hostname, port, pathname, search } = world.at(uploadUrl)
  const socket = connect(Number(port), hostname)
  socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: ${text.length}\r\n\r\n`)
  socket.write(text.subarray(0, 6))
  await vi.waitFor(async () => expect((await world.kept()).length).toBe(1))
  socket.destroy()
  await once(socket, 'close')
  await vi.waitFor(async () => expect(await world.kept()).toEqual([]))

  const again = await fetch(world.at(uploadUrl), { method: 'PUT', body: new Uint8Array(text) })
  expect(again.status).toBe(200)
})

test('takes what follows the declared length for another request', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const { fileId, uploadUrl } = await world.files.begin(visitor, { name: 'a.txt', sizeBytes: 4, purpose: 'message' })
  const { hostname, port, pathname, search } = world.at(uploadUrl)
  const socket = connect(Number(port), hostname)
  socket.write(
    `PUT ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\ntextGET /more HTTP/1.1\r\nHost: x\r\n\r\n`,
  )
  const [first] = (await once(socket, 'data')) as [Buffer]
  expect(String(first)).toContain('200 OK')
  socket.destroy()
  const [urls] = await world.files.urls(visitor, [fileId])
  expect(await (await fetch(world.at(urls?.url ?? ''))).text()).toBe('text')
})

test('lets a visitor announce a hundred files a day, also when he asks for the last ones at once', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const announce = () => world.files.begin(visitor, { name: 'a', sizeBytes: 1, purpose: 'message' })
  // All at once, so that every connection of the pool is open when it matters.
  await Promise.all(Array.from({ length: 99 }, announce))
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, announce))
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1)
  await expect(announce()).rejects.toMatchObject({ code: 'file.quota_reached' })
  await world.files.begin(world.visitor(), { name: 'a', sizeBytes: 1, purpose: 'message' })
  world.clock.now = new Date(Date.now() + 25 * 60 * 60_000)
  await announce()
})

test('lets a visitor announce 500 MB a day', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const announce = (sizeBytes: number) => world.files.begin(visitor, { name: 'a', sizeBytes, purpose: 'message' })
  for (let i = 0; i < 10; i++) await announce(50 * 1024 * 1024)
  await expect(announce(1)).rejects.toMatchObject({ code: 'file.quota_reached' })
})

test('makes a face of an agent’s picture, which everybody may see, and none of anything else', async () => {
  await using world = await startFiles()
  const agent = world.agent()
  const { fileId } = await world.uploaded(agent, await photo(), { purpose: 'avatar' })
  const answer = await fetch(world.at(world.files.avatarUrl(world.companyId, fileId) ?? ''))
  expect(answer.headers.get('cache-control')).toContain('public')
  expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width: 160, height: 160 })

  expect(await world.upload(agent, text, { purpose: 'avatar' })).toMatchObject({
    status: 422,
    body: { code: 'file.not_a_picture' },
  })
  await expect(
    world.files.begin(world.visitor(), { name: 'me.png', sizeBytes: 10, purpose: 'avatar' }),
  ).rejects.toMatchObject({ kind: 'forbidden' })
})

test('accepts as avatar only what the same agent uploaded as one', async () => {
  await using world = await startFiles()
  const agent = world.agent()
  const avatar = await world.uploaded(agent, await photo(), { purpose: 'avatar' })
  const message = await world.uploaded(agent, await photo())
  const check = (companyId: string, fileId: string, agentId: string) =>
    world.db.company(companyId, (tx) => world.files.assertAvatar(tx, companyId, fileId, agentId))
  await check(world.companyId, avatar.fileId, agent.agentId)
  const refused = { code: 'file.not_found' }
  await expect(check(world.companyId, message.fileId, agent.agentId)).rejects.toMatchObject(refused)
  await expect(check(world.companyId, avatar.fileId, world.agent().agentId)).rejects.toMatchObject(refused)
  await expect(check(world.otherCompanyId, avatar.fileId, agent.agentId)).rejects.toMatchObject(refused)
})

test('forgets after an hour what was announced and never came, and keeps what did', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const { fileId } = await world.uploaded(visitor, text)
  await world.files.begin(visitor, { name: 'a', sizeBytes: 1, purpose: 'message' })
  world.clock.now = new Date(Date.now() + 30 * 60_000)
  await world.files.removeUnfinished()
  expect((await world.rows()).length).toBe(2)
  world.clock.now = new Date(Date.now() + 61 * 60_000)
  await world.files.removeUnfinished()
  expect(await world.rows()).toEqual([{ status: 'stored', file_id: fileId }])
  expect((await world.kept()).length).toBe(1)
})
