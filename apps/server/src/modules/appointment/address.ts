import { sha256, sign } from '../../platform/crypto/index.ts'

const tokenBytes = 16

/**
 * Addresses of cards. A token is 128 bits that nobody can tell from random ones who lacks the key: it is made of the
 * appointment's id, so that it can be shown again, and only its hash is stored, so that who reads the database opens nothing.
 */
export function createCardAddresses({ key, publicUrl }: { readonly key: Buffer; readonly publicUrl: URL }) {
  const tokenOf = (companyId: string, appointmentId: string) =>
    sign(key, `${companyId} ${appointmentId}`).subarray(0, tokenBytes).toString('base64url')
  return {
    urlOf: (companyId: string, appointmentId: string) =>
      new URL(`/appointment/${tokenOf(companyId, appointmentId)}`, publicUrl).href,
    hashOf: (companyId: string, appointmentId: string) => sha256(tokenOf(companyId, appointmentId)),
  }
}
export type CardAddresses = ReturnType<typeof createCardAddresses>
