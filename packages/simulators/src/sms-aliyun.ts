/**
 * A stand-in for Aliyun's Dysmsapi (2017-05-25): it checks signatures as ACS3-HMAC-SHA256 says, takes messages of the
 * signatures and templates that it knows, says what it has, and tells an address what became of them.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * well: as it should. slow: takes it, and answers after ten seconds. limited: too many to this number. broke: no money left.
 * cut: takes it and hangs up before it answers. down: 503 before anything else.
 */
export type SmsMood = 'well' | 'slow' | 'limited' | 'broke' | 'cut' | 'down'

export interface SimulatedSms {
  readonly phone: string
  readonly signName: string
  readonly templateCode: string
  readonly parameters: Readonly<Record<string, string>>
  /** What it was handed to give back. */
  readonly outId: string
  readonly bizId: string
  status: 'on its way' | 'delivered' | 'failed'
  code: string
}

export interface SmsReport {
  readonly isDelivered: boolean
  /** The carrier's word: `DELIVERED`, `MOBILE_NOT_ON_SERVICE`. */
  readonly code?: string
}

const refusal = (status: number, Code: string) => ({
  status,
  body: { Code, Message: `${Code}.`, RequestId: randomUUID() },
})
const answer = (body: object) => ({ status: 200, body: { RequestId: randomUUID(), ...body } })

export async function startAliyunSmsSimulator({
  port = 0,
  now = Date.now,
}: {
  port?: number
  now?: () => number
} = {}) {
  /** Key id to secret. */
  const keys = new Map([['LTAI5tSimulated', 'simulated-secret']])
  const signNames = new Set(['有问'])
  /** Template to the variables in its text. */
  const templates = new Map<string, readonly string[]>([['SMS_1000001', ['name', 'time']]])
  const sent: SimulatedSms[] = []
  /** Codes that it refused with, in order. */
  const refusals: string[] = []
  const nonces = new Set<string>()

  const server = createServer((request, response) => {
    serve(request)
      .then(async ({ status, body }) => {
        if ('Code' in body && body.Code !== 'OK') refusals.push(String(body.Code))
        if (simulator.mood === 'cut') {
          response.destroy()
          return
        }
        if (simulator.mood === 'slow') await wait(10_000, undefined, { ref: false })
        response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body))
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  async function serve(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (simulator.mood === 'down') return refusal(503, 'ServiceUnavailable')
    const url = new URL(request.url ?? '/', 'http://aliyun')
    const fault = faultOf(request, url, Buffer.concat(chunks))
    if (fault) return fault
    const query = Object.fromEntries(url.searchParams)
    switch (request.headers['x-acs-action']) {
      case 'SendSms':
        return send(query)
      case 'QuerySendDetails':
        return answer({ Code: 'OK', Message: 'OK', ...detailsOf(query['PhoneNumber']) })
      default:
        return refusal(404, 'InvalidAction.NotFound')
    }
  }

  function faultOf({ method = '', headers }: IncomingMessage, url: URL, body: Buffer) {
    const header = (name: string) => String(headers[name] ?? '')
    if (header('x-acs-version') !== '2017-05-25') return refusal(404, 'InvalidVersion')
    const given = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    )
    const [, keyId = '', signedHeaders = '', signature] = given ?? []
    const secret = keys.get(keyId)
    if (!given) return refusal(400, 'IncompleteSignature')
    if (secret === undefined) return refusal(404, 'InvalidAccessKeyId.NotFound')
    const skewMs = Math.abs(now() - Date.parse(header('x-acs-date')))
    if (!(skewMs < 15 * 60_000)) return refusal(400, 'InvalidTimeStamp.Expired')
    const must = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-acs-'))]
    if (headers['content-type'] !== undefined) must.push('content-type')
    const hash = createHash('sha256').update(body).digest('hex')
    const query = url.search.slice(1).split('&').filter(Boolean).toSorted().join('&')
    const lines = signedHeaders.split(';').map((name) => `${name}:${header(name)}\n`)
    const canonical = `${method}\n${url.pathname}\n${query}\n${lines.join('')}\n${signedHeaders}\n${hash}`
    const digest = createHash('sha256').update(canonical).digest('hex')
    const wanted = createHmac('sha256', secret).update(`ACS3-HMAC-SHA256\n${digest}`).digest('hex')
    const isWhole = must.every((name) => signedHeaders.split(';').includes(name))
    if (!isWhole || hash !== header('x-acs-content-sha256') || wanted !== signature) {
      return refusal(400, 'SignatureDoesNotMatch')
    }
    const nonce = header('x-acs-signature-nonce')
    if (nonce === '' || nonces.has(nonce)) return refusal(400, 'SignatureNonceUsed')
    nonces.add(nonce)
    return undefined
  }

  function send(query: Record<string, string>) {
    const {
      PhoneNumbers: phone = '',
      SignName: signName = '',
      TemplateCode: templateCode = '',
      OutId: outId = '',
    } = query
    if (!/^(1[3-9]\d{9}|[2-9]\d{7,14})$/.test(phone)) return refusal(200, 'isv.MOBILE_NUMBER_ILLEGAL')
    if (!signNames.has(signName)) return refusal(200, 'isv.SMS_SIGNATURE_ILLEGAL')
    const variables = templates.get(templateCode)
    if (!variables) return refusal(200, 'isv.SMS_TEMPLATE_ILLEGAL')
    const parameters = JSON.parse(query['TemplateParam'] ?? '{}') as Record<string, string>
    if (variables.some((name) => !parameters[name])) return refusal(200, 'isv.TEMPLATE_MISSING_PARAMETERS')
    if (simulator.mood === 'limited') return refusal(200, 'isv.BUSINESS_LIMIT_CONTROL')
    if (simulator.mood === 'broke') return refusal(200, 'isv.AMOUNT_NOT_ENOUGH')
    const bizId = `${Date.now()}${sent.length}^0`
    sent.push({ phone, signName, templateCode, parameters, outId, bizId, status: 'on its way', code: '' })
    return answer({ Code: 'OK', Message: 'OK', BizId: bizId })
  }

  function detailsOf(phone: string | undefined) {
    const found = sent.filter((one) => one.phone === phone)
    return {
      TotalCount: found.length,
      SmsSendDetailDTOs: {
        SmsSendDetailDTO: found.map(({ status, code, templateCode, outId }) => ({
          PhoneNum: phone,
          SendStatus: { 'on its way': 1, failed: 2, delivered: 3 }[status],
          ErrCode: code,
          TemplateCode: templateCode,
          OutId: outId,
        })),
      },
    }
  }

  const simulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    signNames,
    templates,
    sent,
    refusals,
    mood: 'well' as SmsMood,

    /** As "HTTP 批量推送" does it. Answers what it was answered. */
    async report(receiptUrl: string, sms: SimulatedSms, { isDelivered, code }: SmsReport) {
      sms.status = isDelivered ? 'delivered' : 'failed'
      sms.code = code ?? (isDelivered ? 'DELIVERED' : 'MOBILE_NOT_ON_SERVICE')
      const receipt = {
        phone_number: sms.phone,
        send_time: '2026-11-26 11:12:13',
        report_time: '2026-11-26 11:12:15',
        success: isDelivered,
        err_code: sms.code,
        err_msg: isDelivered ? '用户接收成功' : '停机',
        sms_size: '1',
        biz_id: sms.bizId,
        out_id: sms.outId,
      }
      const response = await fetch(receiptUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=UTF-8' },
        body: JSON.stringify([receipt]),
      })
      return { status: response.status, body: (await response.json()) as { code?: number } }
    },

    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return simulator
}
export type AliyunSmsSimulator = Awaited<ReturnType<typeof startAliyunSmsSimulator>>
