import { z } from 'zod'
import { dayOf } from '../../../platform/calendar/index.ts'
import { randomToken } from '../../../platform/crypto/index.ts'
import {
  type Account,
  type Found,
  jsonOf,
  maxAnswerBytes,
  type Outcome,
  type Outgoing,
  outcomeWithout,
  type Provider,
  type ProviderParts,
  timeoutMs,
  Word,
} from '../provider.ts'
import { readReceipts } from './receipts.ts'
import { authorizationOf, emptyHash, queryOf } from './sign.ts'

const Answer = z.object({ Code: Word, BizId: Word.nullish() })
const Details = z.object({
  Code: z.literal('OK'),
  SmsSendDetailDTOs: z.object({
    SmsSendDetailDTO: z.array(
      z.object({
        OutId: z.string().nullish(),
        /** 1: on its way, 2: failed, 3: delivered. */
        SendStatus: z.coerce.number(),
        ErrCode: Word.nullish().catch(null),
      }),
    ),
  }),
})

/** Flow control, and an account that somebody can top up in time: the same message may well go through later. */
const laterOnes =
  /^(isv\.(BUSINESS|DAY|MONTH)_LIMIT_CONTROL|isv\.(AMOUNT_NOT_ENOUGH|OUT_OF_SERVICE)|Throttling(\..+)?|ServiceUnavailable(\..+)?)$/
/** Their own trouble, which says nothing about the message; but for a permission that is missing. */
const unclearOnes = /^(isp\.(?!RAM_PERMISSION_DENY)|InternalError|SignatureNonceUsed$)/

const delivered = 3
const failed = 2
/** Its records are kept by the day of where it is. */
const theirTimeZone = 'Asia/Shanghai'

/** Numbers of the mainland without their country, all others with it, none with a plus. */
const numberOf = (phone: string) => phone.replace(/^\+86(?=1\d{10}$)/, '').replace(/^\+/, '')

/** Aliyun's Dysmsapi, version 2017-05-25. */
export function createAliyun({ outbound, now, url }: ProviderParts): Provider {
  function call(account: Account, action: string, query: Record<string, string>) {
    const headers = {
      'x-acs-action': action,
      'x-acs-version': '2017-05-25',
      'x-acs-date': now().toISOString().replace(/\.\d+/, ''),
      'x-acs-signature-nonce': randomToken(16),
      'x-acs-content-sha256': emptyHash,
    }
    const authorization = authorizationOf(
      { method: 'POST', host: url.host, query, headers },
      account.keyId,
      account.secret,
    )
    return outbound.send({
      url: `${url.origin}/?${queryOf(query)}`,
      method: 'POST',
      headers: { ...headers, authorization, accept: 'application/json' },
      timeoutMs,
      maxBytes: maxAnswerBytes,
    })
  }

  async function send(account: Account, { smsId, phone, templateCode, parameters }: Outgoing): Promise<Outcome> {
    const answer = await call(account, 'SendSms', {
      PhoneNumbers: numberOf(phone),
      SignName: account.signName,
      TemplateCode: templateCode,
      ...(parameters.length > 0 && {
        TemplateParam: JSON.stringify(Object.fromEntries(parameters.map(({ name, value }) => [name, value]))),
      }),
      OutId: smsId,
    })
    if (answer.outcome === 'failed') return outcomeWithout(answer.trouble)
    const read = Answer.safeParse(jsonOf(answer.body))
    if (!read.success) return { kind: 'unclear' }
    const { Code: code, BizId: providerId } = read.data
    if (code === 'OK') return providerId ? { kind: 'taken', providerId } : { kind: 'unclear' }
    if (laterOnes.test(code)) return { kind: 'later', code }
    return unclearOnes.test(code) ? { kind: 'unclear' } : { kind: 'refused', code }
  }

  async function find(
    account: Account,
    { smsId, phone, attemptAt }: Pick<Outgoing, 'smsId' | 'phone'> & { attemptAt: Date },
  ): Promise<Found> {
    const answer = await call(account, 'QuerySendDetails', {
      PhoneNumber: numberOf(phone),
      SendDate: dayOf(theirTimeZone, attemptAt).replaceAll('-', ''),
      PageSize: '50',
      CurrentPage: '1',
    })
    if (answer.outcome === 'failed' || answer.status >= 500) return { kind: 'unreachable' }
    const read = Details.safeParse(jsonOf(answer.body))
    if (!read.success) return { kind: 'unsaid' }
    const ours = read.data.SmsSendDetailDTOs.SmsSendDetailDTO.find(({ OutId }) => OutId === smsId)
    if (!ours) return { kind: 'absent' }
    if (ours.SendStatus !== delivered && ours.SendStatus !== failed) return { kind: 'taken', report: null }
    const isDelivered = ours.SendStatus === delivered
    return { kind: 'taken', report: { isDelivered, code: ours.ErrCode ?? '' } }
  }

  return { send, find, readReceipts, answers: { taken: { code: 0, msg: '成功' }, again: { code: 1, msg: '请重试' } } }
}
