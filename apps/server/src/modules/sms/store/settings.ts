import type { SmsProvider } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface SettingsRow {
  readonly provider: SmsProvider | null
  readonly keyId: string
  readonly sealedSecret: string | null
  readonly appId: string
  readonly region: string
  readonly signName: string
  readonly dailyLimit: number
  readonly receiptSerial: number
}

export async function findSettings(tx: Tx, companyId: string): Promise<SettingsRow | undefined> {
  const { rows } = await sql<SettingsRow>`
    select provider, key_id as "keyId", sealed_secret as "sealedSecret", app_id as "appId", region,
      sign_name as "signName", daily_limit as "dailyLimit", receipt_serial as "receiptSerial"
    from sms_settings where company_id = ${companyId}`.execute(tx.q)
  return rows[0]
}

export async function putSettings(
  tx: Tx,
  companyId: string,
  settings: Omit<SettingsRow, 'receiptSerial'>,
): Promise<void> {
  const { provider, keyId, sealedSecret, appId, region, signName, dailyLimit } = settings
  await sql`
    insert into sms_settings (company_id, provider, key_id, sealed_secret, app_id, region, sign_name, daily_limit)
    values (${companyId}, ${provider}, ${keyId}, ${sealedSecret}, ${appId}, ${region}, ${signName}, ${dailyLimit})
    on conflict (company_id) do update set provider = excluded.provider, key_id = excluded.key_id,
      sealed_secret = excluded.sealed_secret, app_id = excluded.app_id, region = excluded.region,
      sign_name = excluded.sign_name, daily_limit = excluded.daily_limit`.execute(tx.q)
}

export async function countReceiptSerialOn(tx: Tx, companyId: string): Promise<void> {
  await sql`
    update sms_settings set receipt_serial = receipt_serial + 1 where company_id = ${companyId}`.execute(tx.q)
}
