import type { SmsPurpose, SmsState } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'

/** A short message came into another state, or is known to wait for another reason. */
export interface SmsChanged {
  readonly type: 'sms.changed'
  readonly companyId: string
  readonly smsId: string
  readonly purpose: SmsPurpose
  readonly aboutId: string | null
  readonly state: SmsState
  /** The provider's own code, or one of ours. */
  readonly failure: string | null
}

/** Heard after the commit. */
export const announce = (tx: Tx, event: SmsChanged): void => tx.announce(event)
