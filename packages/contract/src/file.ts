import { z } from 'zod'
import { Id, Moment } from './ids.ts'
import { maxFileBytes } from './limits.ts'
import { route } from './route.ts'

export { maxFileBytes, maxImageBytes } from './limits.ts'

export const StoredFile = z.object({
  fileId: Id,
  name: z.string(),
  sizeBytes: z.int(),
  /** Judged by its bytes, never by its name. */
  contentType: z.string(),
  /** Set for images that we could decode: these alone are ever shown inline. */
  image: z.object({ width: z.int(), height: z.int() }).nullable(),
})
export type StoredFile = z.infer<typeof StoredFile>

/** Addresses that work for a few minutes and only for what they name. */
export const FileUrls = z.object({
  fileId: Id,
  /** The original, always as a download. */
  url: z.string(),
  /** Re-encoded, at most 480 px wide or high, and 1600 px for the viewer; null unless it is an image. */
  thumbnailUrl: z.string().nullable(),
  previewUrl: z.string().nullable(),
  expiresAt: Moment,
})
export type FileUrls = z.infer<typeof FileUrls>

const tag = 'file'

export const file = {
  /**
   * Uploading takes two steps: this one answers an address; the bytes are then sent there with one `PUT` whose
   * Content-Length is the declared size. That PUT answers a `StoredFile`.
   */
  begin: route('POST', '/files', { access: 'anyone-known', audit: null, title: 'Announce an upload', tag })
    .input(
      z.object({
        name: z.string().min(1).max(300),
        sizeBytes: z.int().min(1).max(maxFileBytes),
        purpose: z
          .enum(['message', 'avatar', 'sheet'])
          .describe('`sheet`: a spreadsheet that an agent imports; kept for a day.'),
      }),
    )
    .output(z.object({ fileId: Id, uploadUrl: z.string(), expiresAt: Moment })),
  copy: route('POST', '/files/{fileId}/copy', {
    access: 'signed-in',
    audit: null,
    title: 'Have a file that I may load as one of my own, as if I had uploaded it',
    tag,
  })
    .input(z.object({ fileId: Id }))
    .output(StoredFile),
  urls: route('POST', '/files/urls', {
    access: 'anyone-known',
    audit: null,
    title: 'Addresses to load files from; unknown and foreign ids are left out',
    tag,
  })
    .input(z.object({ fileIds: z.array(Id).min(1).max(100) }))
    .output(z.array(FileUrls)),
}
