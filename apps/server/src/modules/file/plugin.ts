import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { asDownload } from '../../platform/files/index.ts'
import { type Addresses, renditions, type Viewer } from './addresses.ts'
import { type FileService, maxUploadMs } from './service.ts'

export interface FilePluginOptions {
  readonly files: FileService
  readonly addresses: Addresses
  /** Where our pages are: they may upload to another origin than their own. */
  readonly publicOrigin: string
  /** Where files come from, when that is another origin. */
  readonly filesOrigin?: string | undefined
}

const FileRefParams = z.object({ companyId: z.uuid().toLowerCase(), fileId: z.uuid().toLowerCase() })
const RenditionParams = FileRefParams.extend({ rendition: z.enum(renditions) })

/**
 * Where bytes come in and go out: `/files/*`. What an address grants is in its signature, so these routes look at no
 * cookie, and what they send can do nothing in a browser but be saved or be drawn.
 */
export function serveFiles(server: FastifyInstance, options: FilePluginOptions): void {
  const { files, addresses } = options
  const isElsewhere = options.filesOrigin !== undefined && options.filesOrigin !== options.publicOrigin

  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Whatever a body says it is, it is bytes, and read only once its address was checked.
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
    scope.addHook('onRequest', async (_request, reply) => {
      if (isElsewhere) reply.headers(fromOurPages(options.publicOrigin))
    })

    if (isElsewhere) {
      scope.options('/files/*', async (_request, reply) =>
        reply
          .code(204)
          .header('access-control-allow-methods', 'GET, PUT')
          .header('access-control-max-age', '600')
          .send(),
      )
    }

    scope.put(
      '/files/:companyId/:fileId',
      { bodyLimit: Number.MAX_SAFE_INTEGER, handlerTimeout: maxUploadMs },
      async (request, reply) => {
        // Whoever is refused is not read to his end.
        reply.header('connection', 'close')
        const ref = paramsOf(FileRefParams, request.params)
        addresses.check('upload', ref, request.query as object)
        const declared = request.headers['content-length']
        const stored = await files.receive(ref, {
          content: request.body as Readable,
          sizeBytes: declared === undefined ? undefined : Number(declared),
        })
        return reply.removeHeader('connection').header('cache-control', 'no-store').send(stored)
      },
    )

    scope.get('/files/avatar/:companyId/:fileId', sending, async (request, reply) => {
      const { content, sizeBytes } = await files.picture(paramsOf(FileRefParams, request.params), 'avatar')
      return harmless(reply, 'cross-origin')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type('image/jpeg')
        .header('content-length', sizeBytes)
        .send(content)
    })

    scope.get('/files/:companyId/:fileId/:rendition', sending, async (request, reply) => {
      const { rendition, ...ref } = paramsOf(RenditionParams, request.params)
      const viewer = addresses.check(rendition, ref, request.query as object)
      harmless(reply, isElsewhere ? 'cross-origin' : 'same-origin')
      return rendition === 'original'
        ? sendOriginal(ref, viewer, request.headers.range, reply)
        : sendPicture(ref, rendition, reply)
    })
  })

  async function sendPicture(
    ref: z.infer<typeof FileRefParams>,
    rendition: 'preview' | 'thumbnail',
    reply: FastifyReply,
  ) {
    const { content, sizeBytes } = await files.picture(ref, rendition)
    return reply
      .header('cache-control', 'private, max-age=300')
      .type('image/jpeg')
      .header('content-length', sizeBytes)
      .send(content)
  }

  async function sendOriginal(
    ref: z.infer<typeof FileRefParams>,
    viewer: Viewer,
    rangeHeader: string | undefined,
    reply: FastifyReply,
  ) {
    const { sizeBytes, name, contentType, range, content } = await files.download(ref, viewer, rangeHeader)
    reply
      .header('cache-control', 'private, no-store')
      .header('accept-ranges', 'bytes')
      .header('content-disposition', asDownload(name))
      .type(contentType)
    if (range) {
      reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
    }
    return reply.header('content-length', range ? range.end - range.start + 1 : sizeBytes).send(content)
  }
}

/** No HEAD routes, and no compression: ranges and lengths are those of the stored bytes. */
const sending = { exposeHeadRoute: false, compress: false } as const

/** Even opened as a page of its own, it runs nothing, loads nothing and is no page of ours. */
const harmless = (reply: FastifyReply, readableBy: 'same-origin' | 'cross-origin') =>
  reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-frame-options', 'DENY')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-resource-policy', readableBy)

const fromOurPages = (publicOrigin: string) => ({
  'access-control-allow-origin': publicOrigin,
  'access-control-allow-headers': 'content-type',
  vary: 'origin',
})

/** An address that is none of ours in form answers as one of ours that names nothing. */
function paramsOf<T extends z.ZodType>(schema: T, params: unknown): z.infer<T> {
  const parsed = schema.safeParse(params)
  if (!parsed.success) throw notFound('file')
  return parsed.data
}
