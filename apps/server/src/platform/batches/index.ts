export { createBatches } from './batches.ts'
export { type BatchedRead, createBatchedRead } from './read.ts'
