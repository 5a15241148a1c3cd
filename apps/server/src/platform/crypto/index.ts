import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** A key of its own for each purpose, so that what is signed for one can never be used for another. */
export function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `youwen/${purpose}`, 32))
}

/** HMAC-SHA256: 32 bytes. */
export function sign(key: Buffer, data: string | Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

export function verify(key: Buffer, data: string | Buffer, signature: Buffer): boolean {
  return equal(sign(key, data), signature)
}

/** Takes the same time wherever the difference is. */
export function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** For tokens that are random enough not to need a slow hash: only this is stored, never the token. */
export function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

/** 256 random bits by default, safe in an address. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

const sealVersion = 'v1'
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts with AES-256-GCM. `place` says where the result is kept (`channel_account.secret of <id>`): it opens
 * nowhere else, so a sealed value copied to another row is of no use.
 */
export function seal(key: Buffer, text: string, place: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${sealVersion}.${sealed.toString('base64url')}`
}

/** Throws when the value was changed, was sealed with another key, or belongs elsewhere. */
export function open(key: Buffer, sealed: string, place: string): string {
  const [version, encoded] = sealed.split('.')
  const bytes = Buffer.from(encoded ?? '', 'base64url')
  if (version !== sealVersion || bytes.length < nonceBytes + tagBytes) throw new Error('This is no sealed value.')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
}
