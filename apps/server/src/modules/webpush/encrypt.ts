import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** What a browser gave for messages to it: its public key and a secret that it shares with whoever may write. */
export interface Recipient {
  /** 65 bytes, a point of P-256. */
  readonly publicKey: Buffer
  readonly auth: Buffer
}

/** For tests with the RFC's own values; by default made anew for each message. */
export interface Ephemeral {
  readonly privateKey: Buffer
  readonly salt: Buffer
  readonly padding: number
}

const recordBytes = 4_096
/** Messages are filled up to a multiple of this, so that a push service does not learn how long a name is. */
const paddedTo = 256

/**
 * A message that only this browser can read, as RFC 8291 has it (content encoding `aes128gcm`, one record). Throws when
 * the recipient's key is no point of the curve.
 */
export function encrypt(text: string, { publicKey, auth }: Recipient, fixed?: Ephemeral): Buffer {
  const plain = Buffer.from(text)
  const padding = fixed?.padding ?? paddedTo - (plain.length % paddedTo)
  if (plain.length + padding + 1 + 16 + 86 > recordBytes) throw new RangeError('A push message has one record.')
  const ecdh = createECDH('prime256v1')
  if (fixed) ecdh.setPrivateKey(fixed.privateKey)
  else ecdh.generateKeys()
  const ownKey = ecdh.getPublicKey()
  const salt = fixed?.salt ?? randomBytes(16)

  const about = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, ownKey])
  const input = derive(ecdh.computeSecret(publicKey), auth, about, 32)
  const key = derive(input, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(input, salt, 'Content-Encoding: nonce\0', 12)

  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // 2 ends the words of a last record; zeros after it are padding.
  const record = Buffer.concat([plain, Buffer.from([2]), Buffer.alloc(padding)])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(recordBytes)
  return Buffer.concat([
    salt,
    size,
    Buffer.from([ownKey.length]),
    ownKey,
    cipher.update(record),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

const derive = (input: Buffer, salt: Buffer, about: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', input, salt, about, length))
