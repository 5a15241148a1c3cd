import type { SmsProvider } from '@youwen/contract'
import { equal, sign } from '../../platform/crypto/index.ts'

const tokenLength = 32

/**
 * Where a provider tells what became of messages. Neither house signs what it tells, so the address is the secret: derived,
 * and kept nowhere; a higher serial makes another one.
 */
export function createReceiptAddresses({ key, publicUrl }: { key: Buffer; publicUrl: URL }) {
  const tokenOf = (provider: string, companyId: string, serial: number) =>
    sign(key, `${provider}\n${companyId}\n${serial}`).toString('base64url').slice(0, tokenLength)

  return {
    urlOf: (provider: SmsProvider, companyId: string, serial: number): string =>
      new URL(`/sms-receipts/${provider}/${companyId}/${tokenOf(provider, companyId, serial)}`, publicUrl).href,

    isRight: (token: string, provider: string, companyId: string, serial: number): boolean =>
      equal(Buffer.from(token), Buffer.from(tokenOf(provider, companyId, serial))),
  }
}
