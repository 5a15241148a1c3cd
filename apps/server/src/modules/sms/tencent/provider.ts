import { z } from 'zod'
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
import { authorizationOf, contentType } from './sign.ts'

const Refused = z.object({ Response: z.object({ Error: z.object({ Code: Word }) }) })
/** Of the one number that was asked for: that the request was taken says nothing about the message. */
const Answer = z.object({
  Response: z.object({ SendStatusSet: z.tuple([z.object({ Code: Word, SerialNo: Word.nullish().catch(null) })]) }),
})
const Statuses = z.object({
  Response: z.object({
    PullSmsSendStatusSet: z.array(
      z.object({
        SessionContext: z.string().nullish(),
        ReportStatus: z.string(),
        Description: Word.nullish().catch(null),
      }),
    ),
  }),
})

/** Flow control, and a package that somebody can top up in time. */
const laterOnes = /^(LimitExceeded|RequestLimitExceeded|FailedOperation\.InsufficientBalanceInSmsPackage)(\.|$)/
const unclearOnes = /^InternalError(\.|$)/

const defaultRegion = 'ap-guangzhou'
/** Clocks differ. */
const marginSeconds = 60

/** Tencent Cloud's SMS, version 2021-01-11. */
export function createTencent({ outbound, now, url }: ProviderParts): Provider {
  function call(account: Account, action: string, request: object) {
    const body = JSON.stringify(request)
    const timestamp = Math.floor(now().getTime() / 1_000)
    return outbound.send({
      url: `${url.origin}/`,
      method: 'POST',
      headers: {
        authorization: authorizationOf({ host: url.host, body, timestamp }, account.keyId, account.secret),
        'content-type': contentType,
        'x-tc-action': action,
        'x-tc-version': '2021-01-11',
        'x-tc-timestamp': String(timestamp),
        'x-tc-region': account.region || defaultRegion,
      },
      body,
      timeoutMs,
      maxBytes: maxAnswerBytes,
    })
  }

  async function send(account: Account, { smsId, phone, templateCode, parameters }: Outgoing): Promise<Outcome> {
    const answer = await call(account, 'SendSms', {
      PhoneNumberSet: [phone],
      SmsSdkAppId: account.appId,
      TemplateId: templateCode,
      SignName: account.signName,
      TemplateParamSet: parameters.map(({ value }) => value),
      SessionContext: smsId,
    })
    if (answer.outcome === 'failed') return outcomeWithout(answer.trouble)
    const body = jsonOf(answer.body)
    const status = Answer.safeParse(body).data?.Response.SendStatusSet[0]
    if (status?.Code === 'Ok') {
      return status.SerialNo ? { kind: 'taken', providerId: status.SerialNo } : { kind: 'unclear' }
    }
    const code = status?.Code ?? Refused.safeParse(body).data?.Response.Error.Code
    if (code === undefined || unclearOnes.test(code)) return { kind: 'unclear' }
    return laterOnes.test(code) ? { kind: 'later', code } : { kind: 'refused', code }
  }

  async function find(
    account: Account,
    { smsId, phone, attemptAt }: Pick<Outgoing, 'smsId' | 'phone'> & { attemptAt: Date },
  ): Promise<Found> {
    const answer = await call(account, 'PullSmsSendStatusByPhoneNumber', {
      BeginTime: Math.floor(attemptAt.getTime() / 1_000) - marginSeconds,
      Offset: 0,
      Limit: 100,
      PhoneNumber: phone,
      SmsSdkAppId: account.appId,
    })
    if (answer.outcome === 'failed' || answer.status >= 500) return { kind: 'unreachable' }
    const { data } = Statuses.safeParse(jsonOf(answer.body))
    const ours = data?.Response.PullSmsSendStatusSet.find(({ SessionContext }) => SessionContext === smsId)
    // It knows only what carriers have reported so far: that one is missing is no "no".
    if (!ours) return { kind: 'unsaid' }
    return {
      kind: 'taken',
      report: { isDelivered: ours.ReportStatus === 'SUCCESS', code: ours.Description ?? '' },
    }
  }

  return {
    send,
    find,
    readReceipts,
    answers: { taken: { result: 0, errmsg: 'OK' }, again: { result: 1, errmsg: 'again' } },
  }
}
