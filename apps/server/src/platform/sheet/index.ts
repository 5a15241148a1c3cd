import { Worker } from 'node:worker_threads'
import { Refusal } from '../errors.ts'
import { createTurnstile } from '../turnstile/index.ts'
import type { Answer, Order, ReadLimits, SheetFormat, SheetRow, SheetToWrite } from './order.ts'

export type { SheetFormat, SheetRow, SheetToWrite } from './order.ts'
export { sheetContentTypes } from './order.ts'
export { pathNames, pathText } from './path.ts'

const usualLimits: ReadLimits & { readonly fileBytes: number } = {
  /** Of the file, and of what is in it when it is really unpacked. */
  fileBytes: 20 * 1024 * 1024,
  unpackedBytes: 100 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
}
const timeLimitMs = 20_000
const memory = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

export interface Sheets {
  /** Rows of the first sheet of an xlsx, or of a csv, that are not empty. Throws a `Refusal` for anything else. */
  read(bytes: Uint8Array): Promise<SheetRow[]>
  /** No cell can become a formula, neither here nor in the program that opens it. */
  write(format: SheetFormat, sheet: SheetToWrite): Promise<Buffer>
}

/**
 * Reads and writes spreadsheets away from everybody else: each in a thread of its own with limits of time and memory,
 * because what is read was made by a stranger.
 */
export function createSheets({ limits = usualLimits, timeMs = timeLimitMs } = {}): Sheets {
  const enter = createTurnstile({
    atOnce: 2,
    maxWaiting: 20,
    refusal: () => new Refusal('unavailable', 'sheet.busy', 'Too many spreadsheets at once.', { retryAfter: 10 }),
  })

  const work = (order: Order): Promise<Answer> =>
    enter(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL('./worker.ts', import.meta.url), {
            workerData: order,
            resourceLimits: memory,
            env: {},
          })
          const end = (settle: () => void) => {
            clearTimeout(timer)
            settle()
            void worker.terminate()
          }
          const timer = setTimeout(() => end(() => reject(tooMuch())), timeMs)
          worker.once('message', (answer: Answer) => end(() => resolve(answer)))
          worker.once('error', (error: NodeJS.ErrnoException) =>
            end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error)),
          )
        }),
    )

  return {
    async read(bytes) {
      if (bytes.length > limits.fileBytes) throw tooMuch()
      const answer = await work({ do: 'read', bytes, limits })
      if (answer.done === 'read') return answer.rows
      if (answer.done === 'refused' && answer.why === 'too_large') throw tooMuch()
      throw new Refusal('invalid', 'sheet.unreadable', 'This is no xlsx and no csv that can be read.')
    },
    async write(format, sheet) {
      const answer = await work({ do: 'write', format, sheet })
      if (answer.done !== 'written') throw new Error('A sheet of ours could not be written.')
      return Buffer.from(answer.bytes)
    },
  }
}

const tooMuch = () => new Refusal('too_large', 'sheet.too_large', 'This spreadsheet is too large to be read.')
