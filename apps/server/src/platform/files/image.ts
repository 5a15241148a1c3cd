import sharp, { type Sharp } from 'sharp'

/** Decoded, a picture of this size takes about 140 MB. */
export const maxPixels = 35_000_000
const decodeSeconds = 8
/** Pictures decoded at once; the others wait. */
const atOnce = 2

// Decoders are where image libraries break; only those of the four kinds that we show are left.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})
sharp.cache(false)
sharp.concurrency(1)

/** Types that are tried as pictures. */
export const pictureTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/webp',
  'image/gif',
])

export class PictureTooLarge extends Error {
  override readonly name = 'PictureTooLarge'
}

export interface Picture {
  /** As seen, after the camera's orientation was applied. */
  readonly width: number
  readonly height: number
  /** At most 1600 px and 480 px on the longer side; JPEG, which every browser shows, on white. */
  readonly preview: Buffer
  readonly thumbnail: Buffer
}

/**
 * Draws a picture anew, smaller: nothing of the original's bytes, and none of its metadata, is left. An animation
 * becomes its first frame. Undefined: it cannot be decoded, whatever its first bytes say.
 * Throws `PictureTooLarge` before decoding what would take too much memory, or when it takes too long.
 */
export function readPicture(path: string): Promise<Picture | undefined> {
  return inTurn(async () => {
    const size = await sizeOf(path)
    if (!size) return undefined
    if (size.width * size.height > maxPixels) throw new PictureTooLarge(`It has more than ${maxPixels} pixels.`)
    const preview = await drawn(() => shrunk(path, 1_600))
    if (!preview) return undefined
    const thumbnail = await shrunk(preview, 480).toBuffer()
    return { ...size, preview, thumbnail }
  })
}

/** A face: 160 px, square. */
export function readAvatar(path: string): Promise<Buffer | undefined> {
  return inTurn(async () => {
    const size = await sizeOf(path)
    if (!size) return undefined
    if (size.width * size.height > maxPixels) throw new PictureTooLarge(`It has more than ${maxPixels} pixels.`)
    return drawn(() => asJpeg(decoder(path).resize(160, 160, { fit: 'cover' })))
  })
}

const decoder = (source: string | Buffer) =>
  sharp(source, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
    .timeout({ seconds: decodeSeconds })
    .autoOrient()

const asJpeg = (picture: Sharp) =>
  picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82, chromaSubsampling: '4:4:4' })

const shrunk = (source: string | Buffer, longestSide: number) =>
  asJpeg(decoder(source).resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true }))

/** From the header alone; nothing is decoded. */
async function sizeOf(path: string) {
  try {
    const { autoOrient } = await sharp(path, { limitInputPixels: false }).metadata()
    return autoOrient.width > 0 && autoOrient.height > 0
      ? { width: autoOrient.width, height: autoOrient.height }
      : undefined
  } catch {
    return undefined
  }
}

async function drawn(draw: () => Sharp): Promise<Buffer | undefined> {
  try {
    return await draw().toBuffer()
  } catch (cause) {
    if (cause instanceof Error && /timeout/i.test(cause.message))
      throw new PictureTooLarge('It takes too long to decode.')
    return undefined
  }
}

let running = 0
const waiting: (() => void)[] = []
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
