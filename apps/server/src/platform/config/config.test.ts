import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigError, readConfig } from './index.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'youwen-config-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('with nothing set it runs on this machine alone, with the demo', () => {
  const config = readConfig({ YOUWEN_DATA: folder() })
  expect(config).toMatchObject({ port: 8100, host: '127.0.0.1', isDemo: true, logLevel: 'info', trustProxy: [] })
  expect(config.publicUrl.href).toBe('http://localhost:8100/')
  expect(config).not.toHaveProperty('databaseUrl')
})

test.each([
  ['PORT', 'eighty', 'a whole number from 0 to 65535'],
  ['PORT', '70000', 'a whole number from 0 to 65535'],
  ['PUBLIC_URL', 'example.com', 'an address that begins with http:// or https://'],
  ['PUBLIC_URL', 'ftp://example.com', 'an address that begins with http:// or https://'],
  ['DATABASE_URL', 'mysql://localhost/x', 'postgres:// or postgresql://'],
  ['NATS_URL', 'localhost', 'nats://'],
  ['YOUWEN_DEMO', 'perhaps', '1 or 0'],
  ['LOG_LEVEL', 'loud', 'one of fatal, error, warn'],
  ['TRUST_PROXY', 'true', 'a list of addresses or networks'],
  ['OUTBOUND_NETWORKS', 'intranet', 'a list of addresses or networks'],
  ['VAPID_PRIVATE_KEY', 'short', '32 bytes in base64url'],
  ['VAPID_SUBJECT', 'admin@example.com', 'mailto: or https://'],
  ['YOUWEN_SECRET', 'too short', 'at least 32 characters'],
  ['DATABASE_POOL_SIZE', '1', 'a whole number from 2 to 500'],
])('%s=%s is refused with its name and what is allowed, and the value is not repeated', (name, value, rule) => {
  const read = () => readConfig({ YOUWEN_DATA: folder(), [name]: value })
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(name)
  expect(read).toThrow(rule)
  expect(read).not.toThrow(new RegExp(`\\b${value}\\b(?!//)`.replaceAll('.', '\\.')))
})

test('files in S3 need all of its settings', () => {
  const YOUWEN_DATA = folder()
  expect(() => readConfig({ YOUWEN_DATA, S3_BUCKET: 'b' })).toThrow('S3_ENDPOINT')
  expect(() => readConfig({ YOUWEN_DATA, S3_BUCKET: 'b', S3_ENDPOINT: 'https://s3.test' })).toThrow('S3_ACCESS_KEY_ID')
})

test('several nodes need a common secret', () => {
  const env = { YOUWEN_DATA: folder(), NATS_URL: 'nats://localhost:4222' }
  expect(() => readConfig(env)).toThrow('YOUWEN_SECRET')
  expect(readConfig({ ...env, YOUWEN_SECRET: 'x'.repeat(32) }).secret).toHaveLength(32)
})

test('a secret is made once, readable by its owner only, and found again', () => {
  const YOUWEN_DATA = folder()
  const { secret } = readConfig({ YOUWEN_DATA })
  expect(secret).toHaveLength(32)
  expect(readConfig({ YOUWEN_DATA }).secret).toEqual(secret)
  expect(readConfig({ YOUWEN_DATA: folder() }).secret).not.toEqual(secret)
  expect(statSync(join(YOUWEN_DATA, 'secret')).mode & 0o077).toBe(0)
})

test('every variable that is read is explained in .env.example, and no other', () => {
  const root = new URL('../../../../../', import.meta.url)
  const explained = readFileSync(new URL('.env.example', root), 'utf8').matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)
  const code = readFileSync(new URL('apps/server/src/platform/config/index.ts', root), 'utf8')
  const read = code.matchAll(/read\.\w+\('([A-Z0-9_]+)'/g)
  const names = (matches: Iterable<RegExpMatchArray>) => [...new Set([...matches].map((match) => match[1]))].sort()
  expect(names(explained)).toEqual(names(read))
})
