import { Readable } from 'node:stream'
import { startS3Simulator } from '@youwen/simulators/s3'
import { describe, expect, test } from 'vitest'
import { createS3Storage } from './s3-storage.ts'
import { itIsAStorage } from './storage-rules.ts'

const start = async () => {
  const simulator = await startS3Simulator()
  const { endpoint, bucket, region, credentials } = simulator
  const storage = createS3Storage({ endpoint: new URL(endpoint), bucket, region, ...credentials })
  return {
    simulator,
    storage,
    keys: async () => [...simulator.objects.keys()],
    async [Symbol.asyncDispose]() {
      storage[Symbol.dispose]()
      await simulator[Symbol.asyncDispose]()
    },
  }
}

describe('a bucket', () => {
  itIsAStorage(start)

  test('is asked again with a fresh body when the service is busy', async () => {
    await using under = await start()
    under.simulator.failNext(2, 503)
    await under.storage.put('a', () => Readable.from([Buffer.from('whole')]), 5)
    expect(String(under.simulator.objects.get('a'))).toBe('whole')
  })

  test('refuses who does not know its secret', async () => {
    await using under = await start()
    const { endpoint, bucket, region, credentials } = under.simulator
    using stranger = createS3Storage({
      endpoint: new URL(endpoint),
      bucket,
      region,
      ...credentials,
      secretAccessKey: 'guessed',
    })
    await under.storage.put('a', () => Readable.from([Buffer.from('x')]), 1)
    await expect(stranger.get('a')).rejects.toThrow('SignatureDoesNotMatch')
    await expect(stranger.delete('a')).rejects.toThrow('SignatureDoesNotMatch')
    expect(under.simulator.objects.size).toBe(1)
  })
})
