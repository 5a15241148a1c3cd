import { z } from 'zod'
import { type Receipt, Word } from '../provider.ts'

const SmsReport = z.object({
  biz_id: Word,
  out_id: z.unknown(),
  success: z.boolean(),
  err_code: Word.nullish().catch(null),
})

const id = z.uuid().toLowerCase()

/** An array of `SmsReport`s. */
export function readReceipts(body: unknown): Receipt[] {
  if (!Array.isArray(body)) return []
  return body.flatMap((one) => {
    const { data } = SmsReport.safeParse(one)
    if (!data) return []
    const smsId = id.safeParse(data.out_id).data ?? null
    return { providerId: data.biz_id, smsId, isDelivered: data.success, code: data.err_code ?? '' }
  })
}
