import { createECDH, randomBytes } from 'node:crypto'
import { decrypt } from '@youwen/simulators/push-service'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encrypt } from './encrypt.ts'

test('comes to the very bytes of RFC 8291', () => {
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  const publicKey = bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4')
  const body = encrypt(
    'When I grow up, I want to be a watermelon',
    { publicKey, auth: bytes('BTBZMqHH6r4Tts7J_aSIgg') },
    {
      privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
      salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
      padding: 0,
    },
  )
  expect(body.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y' +
      'l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('whatever is encrypted is read by its browser alone, and its length tells little', () => {
  const browser = () => {
    const ecdh = createECDH('prime256v1')
    ecdh.generateKeys()
    return { ecdh, publicKey: ecdh.getPublicKey(), auth: randomBytes(16) }
  }
  const mine = browser()
  const another = browser()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const body = encrypt(text, mine)
      expect(decrypt(body, mine)).toBe(text)
      expect(() => decrypt(body, another)).toThrow()
      expect((body.length - 86 - 17) % 256).toBe(0)
    }),
  )
})
