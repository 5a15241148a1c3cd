import { expect, it } from 'vitest'
import { createRating } from './rating.ts'
import { createMemoryStorage } from './storage.ts'
import { UploadFailed } from './upload.ts'

const answer = { stars: 4, tags: ['回复及时'], comment: '谢谢' }
const conversationId = '0198a000-0000-4000-8000-000000000001'

/** A server that can be cut off, and that keeps the first answer it gets. */
function world() {
  const storage = createMemoryStorage()
  const heard: unknown[] = []
  const server = { isReachable: true, refuses: undefined as UploadFailed | undefined }
  let settled = 0
  const client = {
    request: async (_path: string, input?: object) => {
      if (!server.isReachable) throw new TypeError('Failed to fetch')
      if (server.refuses) throw server.refuses
      heard.push(input)
      return {}
    },
  }
  const open = () => createRating({ client, conversationId, storage, settled: () => settled++, retryMs: 5 })
  return { storage, heard, server, open, settled: () => settled }
}

it('D2.8 an answer given offline is told when the line is back, once', async () => {
  const { heard, server, open, storage, settled } = world()
  server.isReachable = false
  const rating = open()
  rating.give(answer)
  expect(rating.given).toEqual(answer)
  await Promise.resolve()
  expect(heard).toEqual([])
  server.isReachable = true
  await expect.poll(settled).toBe(1)
  rating.flush()
  await Promise.resolve()
  expect(heard).toEqual([answer])
  expect(storage.length).toBe(0)
  rating.close()
})

it('an answer outlives the page, and is told by the next one', async () => {
  const { heard, server, open } = world()
  server.isReachable = false
  const before = open()
  before.give(answer)
  before.close()
  server.isReachable = true
  const after = open()
  expect(after.given).toEqual(answer)
  await expect.poll(() => heard).toEqual([answer])
  after.close()
})

it('what the server refuses for good is not told again', async () => {
  const { server, open, storage, settled } = world()
  server.refuses = new UploadFailed('rating.given', 'You have rated this conversation already.')
  const rating = open()
  rating.give(answer)
  await expect.poll(settled).toBe(1)
  expect(storage.length).toBe(0)
  rating.close()
})

it('what lies in the storage may be anything', () => {
  const { storage, open } = world()
  storage.setItem(`youwen:rating:${conversationId}`, '{"stars":"many"}')
  expect(open().given).toBeNull()
})
