const blockBytes = 512
const nameBytes = 100
const prefixBytes = 155

export interface TarEntry {
  readonly name: string
  readonly sizeBytes: number
  /** To be read to its end before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>
}

/** One file of a tar (POSIX ustar, which every tar reads), as bytes. */
export async function* tarEntry(
  name: string,
  sizeBytes: number,
  content: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield header(name, sizeBytes)
  let written = 0
  for await (const chunk of content) {
    written += chunk.length
    yield chunk
  }
  if (written !== sizeBytes) throw new Error(`${name} changed while it was read.`)
  yield Buffer.alloc(padding(sizeBytes))
}

export const tarEnd = () => Buffer.alloc(2 * blockBytes)

const padding = (sizeBytes: number) => (blockBytes - (sizeBytes % blockBytes)) % blockBytes

function header(name: string, sizeBytes: number): Buffer {
  const block = Buffer.alloc(blockBytes)
  const { prefix, rest } = splitName(name)
  block.write(rest, 0)
  block.write('0000600\0', 100) // mode
  block.write('0000000\x000000000\0', 108) // owner and group
  block.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124)
  block.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  )
  block.write('0', 156) // a plain file
  block.write('ustar\x0000', 257)
  block.write(prefix, 345)
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** Names of more than 100 bytes are cut at a slash. */
function splitName(name: string): { prefix: string; rest: string } {
  if (Buffer.byteLength(name) <= nameBytes) return { prefix: '', rest: name }
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)]
    if (Buffer.byteLength(rest) <= nameBytes && Buffer.byteLength(prefix) <= prefixBytes) return { prefix, rest }
  }
  throw new Error(`${name} is too long for a tar.`)
}

/** Of all bytes, with the checksum's own place taken as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

/** The files of a tar, one after the other. Throws where it ends too early or is no tar. */
export async function* readTar(bytes: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const source = createSource(bytes)
  for (;;) {
    const block = await source.take(blockBytes)
    if (block.every((byte) => byte === 0)) return
    const stored = Number.parseInt(text(block, 148, 8), 8)
    if (stored !== checksum(block)) throw new Error('it is damaged, or no backup')
    const sizeBytes = Number.parseInt(text(block, 124, 12), 8)
    const [prefix, rest] = [text(block, 345, prefixBytes), text(block, 0, nameBytes)]
    const isFile = text(block, 156, 1) === '0'
    const name = prefix ? `${prefix}/${rest}` : rest
    if (!isFile) throw new Error(`it holds ${name}, which is no plain file`)
    yield { name, sizeBytes, content: source.stream(sizeBytes) }
    await source.take(padding(sizeBytes))
  }
}

function text(block: Buffer, start: number, length: number): string {
  const [value = ''] = block.toString('utf8', start, start + length).split('\0')
  return value
}

/** Takes an exact number of bytes at a time from chunks of any size. */
function createSource(bytes: AsyncIterable<Buffer>) {
  const chunks = bytes[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)

  async function next(most: number): Promise<Buffer> {
    while (rest.length === 0) {
      const { value, done } = await chunks.next()
      if (done) throw new Error('it is not whole')
      rest = value as Buffer
    }
    const taken = rest.subarray(0, most)
    rest = rest.subarray(taken.length)
    return taken
  }

  async function* stream(sizeBytes: number): AsyncGenerator<Buffer> {
    for (let left = sizeBytes; left > 0; ) {
      const chunk = await next(left)
      left -= chunk.length
      yield chunk
    }
  }

  return { stream, take: (sizeBytes: number) => collect(stream(sizeBytes)) }
}

export async function collect(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
