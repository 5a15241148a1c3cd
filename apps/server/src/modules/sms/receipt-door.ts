import { SmsProvider } from '@youwen/contract'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { createPace } from '../../platform/pace/index.ts'
import { jsonOf } from './provider.ts'
import type { Receipts } from './receipts.ts'

export interface ReceiptDoorParts {
  readonly receipts: Receipts
  readonly now: () => Date
}

const Params = z.object({
  provider: SmsProvider,
  companyId: z.uuid().toLowerCase(),
  token: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
})

/** A request of Aliyun's holds a few hundred receipts at most. */
const bodyLimit = 256 * 1024
const postsPerMinute = 1_200
const guessesPerMinute = 20

/**
 * Where providers tell what became of messages: `/sms-receipts/*`. Not of the contract, for its form is theirs. Whoever knows
 * the address is believed about that company's messages, and about nothing else; it stands in no log.
 */
export function serveSmsReceipts(server: FastifyInstance, { receipts, now }: ReceiptDoorParts): void {
  const posts = createPace({ perMinute: postsPerMinute, now })
  const guesses = createPace({ perMinute: guessesPerMinute, now })

  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Whatever a body says it is, it is JSON, and read only once the address was checked.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))

    scope.addHook('onRequest', async (request, reply) => {
      // Whoever is refused is not read to his end.
      reply.header('connection', 'close').header('cache-control', 'no-store')
      if (guesses.isSpent(request.ip)) throw tooMuch()
      const { data } = Params.safeParse(request.params)
      if (!data || !(await receipts.isAddress(data.provider, data.companyId, data.token))) {
        guesses.count(request.ip)
        throw new Refusal('not_found', 'route.not_found', 'There is no such address.')
      }
      if (posts.isSpent(data.companyId)) throw tooMuch()
      posts.count(data.companyId)
      reply.removeHeader('connection')
    })

    scope.post('/sms-receipts/:provider/:companyId/:token', async (request, reply) => {
      const { provider, companyId } = Params.parse(request.params)
      const body = Buffer.isBuffer(request.body) ? jsonOf(request.body) : undefined
      return reply.send(await receipts.take(provider, companyId, body))
    })
  })
}

const tooMuch = () =>
  new Refusal('rate_limited', 'request.too_many', 'Too many requests. Try again in a minute.', { retryAfter: 60 })
