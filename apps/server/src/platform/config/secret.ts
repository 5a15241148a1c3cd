import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './variables.ts'

const minLength = 32

/** The given secret as a key of 32 bytes, or the one of the data folder, made at the first start. */
export function readSecret(given: string | undefined, dataDir: string): Buffer {
  if (given !== undefined && given.length < minLength) {
    throw new ConfigError('YOUWEN_SECRET', `has to have at least ${minLength} characters, made by chance`)
  }
  return createHash('sha256')
    .update(given ?? ensureSecretFile(dataDir))
    .digest()
}

function ensureSecretFile(dataDir: string): string {
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true })
  try {
    // "wx": of two servers that start at once one writes, and both read what it wrote.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < minLength) throw new Error(`${file} is damaged; restore it from a backup.`)
  return secret
}
