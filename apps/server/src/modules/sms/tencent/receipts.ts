import { z } from 'zod'
import { type Receipt, Word } from '../provider.ts'

const SendStatus = z.object({
  sid: Word,
  report_status: z.enum(['SUCCESS', 'FAIL']),
  errmsg: Word.nullish().catch(null),
})

/** An array of statuses; what people answered comes to the same address without `report_status`, and is left out. */
export function readReceipts(body: unknown): Receipt[] {
  if (!Array.isArray(body)) return []
  return body.flatMap((one) => {
    const { data } = SendStatus.safeParse(one)
    if (!data) return []
    return {
      providerId: data.sid,
      smsId: null,
      isDelivered: data.report_status === 'SUCCESS',
      code: data.errmsg ?? '',
    }
  })
}
