/**
 * A stand-in for Tencent Cloud's SMS (2021-01-11): it checks signatures as TC3-HMAC-SHA256 says, refuses with HTTP 200 as the
 * real one does, takes messages of the signatures and templates that it knows, and tells an address what became of them.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { SmsMood, SmsReport } from './sms-aliyun.ts'

export interface SimulatedTencentSms {
  /** With its plus. */
  readonly phone: string
  readonly signName: string
  readonly templateId: string
  readonly parameters: readonly string[]
  readonly sessionContext: string
  readonly serialNo: string
  report?: SmsReport
}

interface SendSms {
  readonly PhoneNumberSet?: readonly string[]
  readonly SmsSdkAppId?: string
  readonly TemplateId?: string
  readonly SignName?: string
  readonly TemplateParamSet?: readonly string[]
  readonly SessionContext?: string
}

const respond = (body: object) => ({ Response: { ...body, RequestId: randomUUID() } })
const keyed = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const hashOf = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')

export async function startTencentSmsSimulator({
  port = 0,
  now = Date.now,
}: {
  port?: number
  now?: () => number
} = {}) {
  /** Secret id to secret key. */
  const keys = new Map([['AKIDSimulated', 'simulated-secret']])
  const appIds = new Set(['1400000001'])
  const signNames = new Set(['有问'])
  /** Template to how many variables are in its text. */
  const templates = new Map([['1000001', 2]])
  const sent: SimulatedTencentSms[] = []
  /** Codes that it refused with, in order. */
  const refusals: string[] = []

  const fault = (Code: string) => {
    refusals.push(Code)
    return respond({ Error: { Code, Message: `${Code}.` } })
  }

  const server = createServer((request, response) => {
    serve(request)
      .then(async (body) => {
        const isMessage = request.headers['x-tc-action'] === 'SendSms'
        if (simulator.mood === 'cut' || (simulator.cutsMessages && isMessage)) {
          response.destroy()
          return
        }
        if (simulator.mood === 'slow') await wait(10_000, undefined, { ref: false })
        const status = simulator.mood === 'down' ? 503 : 200
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  async function serve(request: IncomingMessage): Promise<object> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (simulator.mood === 'down') return {}
    const body = Buffer.concat(chunks)
    const wrong = faultOf(request, body)
    if (wrong) return fault(wrong)
    const asked = JSON.parse(body.toString()) as SendSms & { readonly PhoneNumber?: string }
    if (!appIds.has(asked.SmsSdkAppId ?? '')) return fault('InvalidParameterValue.SdkAppIdNotExist')
    switch (request.headers['x-tc-action']) {
      case 'SendSms':
        return send(asked)
      case 'PullSmsSendStatusByPhoneNumber':
        return respond({ PullSmsSendStatusSet: statusesOf(asked.PhoneNumber) })
      default:
        return fault('InvalidAction')
    }
  }

  function faultOf({ method = '', headers }: IncomingMessage, body: Buffer): string | undefined {
    const header = (name: string) => String(headers[name] ?? '')
    const timestamp = Number(header('x-tc-timestamp'))
    if (header('x-tc-version') !== '2021-01-11') return 'NoSuchVersion'
    if (!header('x-tc-region')) return 'MissingParameter'
    if (!(Math.abs(now() / 1_000 - timestamp) <= 300)) return 'AuthFailure.SignatureExpire'
    const given =
      /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/sms\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
        header('authorization'),
      )
    const [, keyId = '', date = '', signedHeaders = '', signature] = given ?? []
    const secret = keys.get(keyId)
    if (!given) return 'AuthFailure.InvalidAuthorization'
    if (secret === undefined) return 'AuthFailure.SecretIdNotFound'
    if (date !== new Date(timestamp * 1_000).toISOString().slice(0, 10)) return 'AuthFailure.SignatureFailure'
    const names = signedHeaders.split(';')
    if (!names.includes('content-type') || !names.includes('host')) return 'AuthFailure.SignatureFailure'
    const lines = names.map((name) => `${name}:${header(name)}\n`).join('')
    const canonical = `${method}\n/\n\n${lines}\n${signedHeaders}\n${hashOf(body)}`
    const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/sms/tc3_request\n${hashOf(canonical)}`
    const key = keyed(keyed(keyed(`TC3${secret}`, date), 'sms'), 'tc3_request')
    return keyed(key, text).toString('hex') === signature ? undefined : 'AuthFailure.SignatureFailure'
  }

  /** One status a number: the request as such succeeds whatever stands in them. */
  function send({
    PhoneNumberSet = [],
    TemplateId = '',
    SignName = '',
    TemplateParamSet = [],
    SessionContext = '',
  }: SendSms) {
    const SendStatusSet = PhoneNumberSet.map((phone) => {
      const code = codeFor(phone, SignName, TemplateId, TemplateParamSet)
      const serialNo = code === 'Ok' ? `2640:${Date.now()}${sent.length}` : ''
      if (code === 'Ok') {
        sent.push({
          phone,
          signName: SignName,
          templateId: TemplateId,
          parameters: TemplateParamSet,
          sessionContext: SessionContext,
          serialNo,
        })
      } else refusals.push(code)
      const Message = code === 'Ok' ? 'send success' : code
      return { SerialNo: serialNo, PhoneNumber: phone, Fee: 1, SessionContext, Code: code, Message, IsoCode: 'CN' }
    })
    return respond({ SendStatusSet })
  }

  function codeFor(phone: string, signName: string, templateId: string, parameters: readonly string[]): string {
    if (!/^\+[1-9]\d{6,14}$/.test(phone)) return 'InvalidParameterValue.IncorrectPhoneNumber'
    if (!signNames.has(signName)) return 'FailedOperation.SignatureIncorrectOrUnapproved'
    const wanted = templates.get(templateId)
    if (wanted === undefined) return 'FailedOperation.TemplateIncorrectOrUnapproved'
    if (wanted !== parameters.length) return 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate'
    if (simulator.mood === 'limited') return 'LimitExceeded.PhoneNumberThirtySecondLimit'
    if (simulator.mood === 'broke') return 'FailedOperation.InsufficientBalanceInSmsPackage'
    return 'Ok'
  }

  /** Those that a carrier has said something about. */
  const statusesOf = (phone: string | undefined) =>
    sent.flatMap(({ report, serialNo, sessionContext, ...one }) =>
      report && one.phone === phone
        ? {
            PhoneNumber: phone,
            SerialNo: serialNo,
            ReportStatus: report.isDelivered ? 'SUCCESS' : 'FAIL',
            Description: report.code ?? 'DELIVRD',
            SessionContext: sessionContext,
          }
        : [],
    )

  const simulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    appIds,
    signNames,
    templates,
    sent,
    refusals,
    mood: 'well' as SmsMood,
    /** Takes every message and hangs up, whatever its mood; what it is asked it answers. */
    cutsMessages: false,

    /** Tells what became of one. Answers what it was answered. */
    async report(receiptUrl: string, sms: SimulatedTencentSms, report: SmsReport) {
      const { isDelivered, code = isDelivered ? 'DELIVRD' : 'USERUNREACHABLE' } = report
      sms.report = { isDelivered, code }
      const receipt = {
        user_receive_time: '2026-11-26 08:03:04',
        nationcode: '86',
        mobile: sms.phone.replace(/^\+86/, ''),
        report_status: isDelivered ? 'SUCCESS' : 'FAIL',
        errmsg: code,
        description: isDelivered ? '用户短信送达成功' : '用户不可达',
        sid: sms.serialNo,
      }
      const response = await fetch(receiptUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([receipt]),
      })
      return { status: response.status, body: (await response.json()) as { result?: number } }
    },

    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return simulator
}
export type TencentSmsSimulator = Awaited<ReturnType<typeof startTencentSmsSimulator>>
