import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { type FileStorage, WrongSize } from './storage.ts'

/** A storage with a way to see, from outside, which keys it holds. */
export interface StorageUnderTest extends AsyncDisposable {
  readonly storage: FileStorage
  keys(): Promise<string[]>
}

/** The same rules for every kind of storage. */
export function itIsAStorage(start: () => Promise<StorageUnderTest>): void {
  const of = (text: string) => () => Readable.from([Buffer.from(text)])

  test('gives back what was put, whole and in part', async () => {
    await using under = await start()
    await under.storage.put('company/a/original', of('0123456789'), 10)
    const whole = await under.storage.get('company/a/original')
    expect(whole?.sizeBytes).toBe(10)
    expect(whole && String(await buffer(whole.content))).toBe('0123456789')
    const part = await under.storage.get('company/a/original', { start: 2, end: 4 })
    expect(part?.sizeBytes).toBe(10)
    expect(part && String(await buffer(part.content))).toBe('234')
  })

  test('keeps megabytes byte for byte', async () => {
    await using under = await start()
    const bytes = Buffer.alloc(3_000_000, Buffer.from('Youwen 有问 '))
    await under.storage.put(
      'big',
      () => Readable.from([bytes.subarray(0, 1_000_001), bytes.subarray(1_000_001)]),
      bytes.length,
    )
    const found = await under.storage.get('big')
    expect(found && (await buffer(found.content)).equals(bytes)).toBe(true)
  })

  test.each([
    ['fewer', 11],
    ['more', 9],
  ])('keeps nothing of a body that has %s bytes than it said', async (_, sizeBytes) => {
    await using under = await start()
    await expect(under.storage.put('a/b', of('0123456789'), sizeBytes)).rejects.toThrow(WrongSize)
    expect(await under.storage.get('a/b')).toBeUndefined()
    expect(await under.keys()).toEqual([])
  })

  test('keeps nothing of a body that breaks off', async () => {
    await using under = await start()
    const broken = () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('01234')
          throw new Error('the line went dead')
        })(),
      )
    await expect(under.storage.put('a/b', broken, 10)).rejects.toThrow('the line went dead')
    expect(await under.keys()).toEqual([])
  })

  test('knows nothing of a deleted object, and deletes it twice without complaint', async () => {
    await using under = await start()
    await under.storage.put('a', of('x'), 1)
    await under.storage.delete('a')
    await under.storage.delete('a')
    expect(await under.storage.get('a')).toBeUndefined()
    expect(await under.keys()).toEqual([])
  })

  test.each(['../a', 'a/../b', '/etc/passwd', 'a//b', '.hidden', 'a\0b', 'a\\b', '', 'A', 'a/%2e%2e/b'])(
    'refuses the key %j, in every direction',
    async (key) => {
      await using under = await start()
      await expect(under.storage.put(key, of('x'), 1)).rejects.toThrow('storage key')
      await expect(under.storage.get(key)).rejects.toThrow('storage key')
      await expect(under.storage.delete(key)).rejects.toThrow('storage key')
    },
  )
}
