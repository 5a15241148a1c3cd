import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { startFiles } from './files.testing.ts'

const canary = 'alert(1)'
const gifHeader = Buffer.from('GIF89a/*\x01\x00\x00\x00\x00\x00\x00\x00\x00', 'latin1')

/** What each pretends to be, and what it must become. */
const hostile: [what: string, name: string, bytes: Buffer, contentType: string][] = [
  [
    'an SVG with a script',
    'a.svg',
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${canary}"/>`),
    'text/plain',
  ],
  [
    'an SVG declared as XML',
    'b.svg',
    Buffer.from(`<?xml version="1.0"?><svg onload="${canary}"/>`),
    'application/octet-stream',
  ],
  ['a page', 'c.html', Buffer.from(`<!doctype html><script>${canary}</script>`), 'text/plain'],
  ['a page named as a picture', 'd.png', Buffer.from(`<html><body onload=${canary}>`), 'text/plain'],
  [
    'XML with an entity',
    'e.xml',
    Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
    'application/octet-stream',
  ],
  ['XML with a style sheet', 'f.xsl', Buffer.from('<?xml-stylesheet href="javascript:1"?><x/>'), 'text/plain'],
  [
    'a PDF with a script',
    'g.pdf',
    Buffer.from(`%PDF-1.7\n1 0 obj<</S/JavaScript/JS(${canary})>>endobj\n%%EOF`),
    'application/pdf',
  ],
  ['a GIF that is a script too', 'h.gif', Buffer.concat([gifHeader, Buffer.from(`*/=1;${canary}`)]), 'image/gif'],
  [
    'UTF-16 that hides a page',
    'i.txt',
    Buffer.from(`\ufeff<script>${canary}</script>`, 'utf16le'),
    'application/octet-stream',
  ],
  ['UTF-7 that hides a page', 'j.txt', Buffer.from(`+ADw-script+AD4-${canary}`), 'text/plain'],
]

test.each(hostile)('serves %s as nothing that runs', async (_, name, bytes, contentType) => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const stored = await world.uploaded(visitor, bytes, { name, type: 'image/png' })
  expect([stored.image, stored.contentType]).toEqual([null, contentType])
  const [urls] = await world.files.urls(visitor, [stored.fileId])
  const answer = await fetch(world.at(urls?.url ?? ''))
  expect(answer.headers.get('content-type')).toBe(contentType)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  for (const rendition of ['thumbnail', 'preview'] as const) {
    const { url } = world.addresses.view({ companyId: world.companyId, fileId: stored.fileId }, visitor)
    expect((await fetch(world.at(url(rendition)))).status).toBe(404)
  }
})

const names: [typed: string, shown: string, header: string][] = [
  ['../../etc/passwd', 'passwd', 'filename="passwd"'],
  ['..\\..\\boot.ini', 'boot.ini', 'filename="boot.ini"'],
  ['a\0.png', 'a.png', 'filename="a.png"'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe', 'filename="invoicegpj.exe"'],
  ['x\r\nSet-Cookie: a=b\r\n.txt', 'xSet-Cookie: a=b.txt', 'filename="xSet-Cookie: a=b.txt"'],
  ['say "hi"; filename=evil.exe', 'say "hi"; filename=evil.exe', 'filename="say _hi__ filename=evil.exe"'],
  ['....', 'file', 'filename="file"'],
  ['.htaccess', 'htaccess', 'filename="htaccess"'],
  ['报价%20单.pdf', '报价%20单.pdf', 'filename="___20_.pdf"'],
  ['\ud800.txt', '\ufffd.txt', 'filename="_.txt"'],
  ['名'.repeat(300), '名'.repeat(300), `filename="${'_'.repeat(300)}"`],
]
test.each(names)('takes the name %j for a name only', async (typed, shown, header) => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const stored = await world.uploaded(visitor, Buffer.from('text'), { name: typed })
  expect(stored.name).toBe(shown)
  const [urls] = await world.files.urls(visitor, [stored.fileId])
  const answer = await fetch(world.at(urls?.url ?? ''))
  const disposition = answer.headers.get('content-disposition') ?? ''
  expect(disposition).toContain(header)
  expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(shown)
  expect(answer.headers.get('set-cookie')).toBeNull()
  const place = `${world.companyId}/${stored.fileId.slice(0, 2)}/${stored.fileId}.original`
  expect(await world.kept()).toEqual([`/files/${place}`])
})

test('refuses a picture of 50,000 × 50,000 pixels by its header, at once and in little memory', async () => {
  await using world = await startFiles()
  const before = process.memoryUsage().rss
  const began = performance.now()
  const answer = await world.upload(world.visitor(), pngBomb(50_000, 50_000), { name: 'bomb.png' })
  expect(answer).toMatchObject({ status: 413, body: { code: 'file.picture_too_large' } })
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  expect(await world.kept()).toEqual([])
  expect(await world.rows()).toMatchObject([{ status: 'announced' }])
})

test('draws of a GIF with ten thousand frames only the first', async () => {
  await using world = await startFiles()
  const before = process.memoryUsage().rss
  const began = performance.now()
  const stored = await world.uploaded(world.visitor(), manyFrames(10_000), { name: 'frames.gif' })
  expect(stored.image).toEqual({ width: 64, height: 64 })
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
})

/** A PNG that says it is huge, with a little honest data. */
function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function manyFrames(count: number): Buffer {
  const screen = Buffer.from([64, 0, 64, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])
  // One frame of one pixel: clear, pixel 1, end.
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 0x01, 0])
  return Buffer.concat([
    Buffer.from('GIF89a'),
    screen,
    ...Array.from({ length: count }, () => frame),
    Buffer.from([0x3b]),
  ])
}
