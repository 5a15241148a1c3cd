import { expect, it } from 'vitest'
import { canBecomePhrase, fileOf, phraseOf, withFile } from './said.ts'

const picture = { fileId: 'f1', name: '沙发.png', sizeBytes: 9, width: 4, height: 3 }
const conversationId = '0198a000-0000-4000-8000-0000000000c1'

it('takes over what a message says, of a text only what is marked (D2.2)', () => {
  const text = { type: 'text', text: '七天内可以退货，\n运费我们出' } as const
  expect(phraseOf(text)).toMatchObject({ type: 'text', text: text.text, title: '七天内可以退货，', folderId: null })
  expect(phraseOf(text, ' 运费我们出 ')).toMatchObject({ text: '运费我们出', title: '运费我们出' })
  expect(phraseOf({ type: 'image', ...picture })).toMatchObject({
    type: 'image',
    title: '沙发',
    image: { fileId: 'f1' },
  })
  expect(
    phraseOf({ type: 'card', title: '沙发', text: '实木', url: 'https://shop.example/1', image: picture }),
  ).toMatchObject({ type: 'card', card: { url: 'https://shop.example/1', image: { fileId: 'f1' } } })
})

it('leaves out what is not for visitors, not to be said twice, or not there yet', () => {
  const offered = (body: Parameters<typeof phraseOf>[0], place: string | null = conversationId) =>
    canBecomePhrase({ body, conversationId: place })
  expect(offered({ type: 'text', text: '您好' })).toBe(true)
  expect(offered({ type: 'text', text: '您好' }, null)).toBe(false)
  expect(offered({ type: 'note', text: '老客户', mentions: [] })).toBe(false)
  expect(offered({ type: 'recalled' })).toBe(false)
})

it('gives the phrase a file of its own', () => {
  const own = { fileId: 'f2', name: '沙发.png', sizeBytes: 9, contentType: 'image/png', image: { width: 4, height: 3 } }
  const fields = phraseOf({ type: 'card', title: '沙发', text: '', url: 'https://shop.example/1', image: picture })
  expect(fileOf(fields)?.fileId).toBe('f1')
  expect(fileOf(withFile(fields, own))).toEqual(own)
  expect(fileOf(phraseOf({ type: 'text', text: '您好' }))).toBeNull()
})
