import { deriveKey } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import { createAliyun } from './aliyun/provider.ts'
import { tasks } from './jobs.ts'
import { createMessages } from './messages.ts'
import { createReceipts } from './receipts.ts'
import { createSender, type Errand } from './sender.ts'
import { createSettings } from './settings.ts'
import { forgetOld } from './store/messages.ts'
import { createTencent } from './tencent/provider.ts'
import { createTrial } from './trial.ts'

export interface SmsParts {
  readonly db: Db
  readonly outbound: Pick<Outbound, 'send'>
  readonly secret: Buffer
  readonly publicUrl: URL
  /** Where the providers are asked instead of at their usual places. */
  readonly urls: { readonly aliyun?: URL | undefined; readonly tencent?: URL | undefined }
  readonly now: () => Date
  readonly newId: () => string
  timeZoneOf(companyId: string): Promise<string>
  /** As E.164, if it is a phone number. */
  phoneOf(text: string): string | undefined
}

const usualUrls = {
  aliyun: new URL('https://dysmsapi.aliyuncs.com'),
  tencent: new URL('https://sms.tencentcloudapi.com'),
}
const keptMs = 365 * 24 * 3_600_000

/** Short messages: who asks for one hands it over in his own transaction; whether and when it arrived is told as an event. */
export function createSms(options: SmsParts) {
  const { db, outbound, secret, urls, now } = options
  const parts = { ...options, sealKey: deriveKey(secret, 'sms'), receiptKey: deriveKey(secret, 'sms receipts') }
  const providers = {
    aliyun: createAliyun({ outbound, now, url: urls.aliyun ?? usualUrls.aliyun }),
    tencent: createTencent({ outbound, now, url: urls.tencent ?? usualUrls.tencent }),
  }
  const settings = createSettings(parts)
  const messages = createMessages(parts)
  const sender = createSender({ ...parts, settings, providers })
  return {
    settings,
    queue: messages.queue,
    states: messages.states,
    records: messages.records,
    receipts: createReceipts({ ...parts, settings, providers }),
    test: createTrial({ ...parts, messages, sender }),
    chores: {
      [tasks.send]: { run: (errand: unknown) => sender.send(errand as Errand) },
      'forget-old-sms': {
        at: '57 3 * * *',
        run: () => db.all((tx) => forgetOld(tx, new Date(now().getTime() - keptMs))),
      },
    },
  }
}
export type Sms = ReturnType<typeof createSms>
