import { parentPort, workerData } from 'node:worker_threads'
import { readCsv, writeCsv } from './csv.ts'
import { type Answer, type Order, TooLarge } from './order.ts'
import { readXlsx } from './xlsx-read.ts'
import { writeXlsx } from './xlsx-write.ts'

function carryOut(order: Order): Answer {
  if (order.do === 'write') {
    const bytes = order.format === 'xlsx' ? writeXlsx(order.sheet) : writeCsv(order.sheet)
    return { done: 'written', bytes }
  }
  try {
    const { bytes, limits } = order
    return { done: 'read', rows: isZip(bytes) ? readXlsx(bytes, limits) : readCsv(bytes, limits) }
  } catch (cause) {
    return { done: 'refused', why: cause instanceof TooLarge ? 'too_large' : 'unreadable' }
  }
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

parentPort?.postMessage(carryOut(workerData as Order))
