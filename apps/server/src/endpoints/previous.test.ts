import { expect, it } from 'vitest'
import { testApp } from '../testing/app.ts'
import { siteKeyOf, visit } from '../testing/line.ts'

it('RT42 a visitor is told what he had before a conversation, in its row, in the greeting and with its first message', async () => {
  await using here = await testApp()
  const { owner } = await here.company('yunzhou')
  const site = await siteKeyOf(here, owner)
  await using chat = await visit(here, site, { role: 'chat' })
  const { token } = await chat.welcomed()
  const talk = async (text: string) => {
    const from = chat.heard.length
    const { conversationId } = await chat.says(text)
    chat.say({ type: 'end' })
    const isOver = ({ conversation }: { conversation: { conversationId: string; status: string } }) =>
      conversation.conversationId === conversationId && conversation.status === 'closed'
    const { conversation } = await chat.hears('conversation', isOver, from)
    return conversation
  }
  const first = await talk('有货吗')
  const second = await talk('多少钱')
  const third = await talk('包邮吗')
  const followed = ({ conversationId, lastSeq }: typeof first) => ({ conversationId, lastSeq })
  expect([first, second, third].map(({ previous }) => previous)).toEqual([undefined, followed(first), followed(second)])

  await using again = await visit(here, site, { role: 'chat', token })
  expect((await again.welcomed()).conversation.previous).toEqual(followed(second))
  const fetched = async ({ conversationId }: typeof first, after: number) => {
    const id = `${conversationId}-${after}`.slice(-40)
    again.say({ type: 'fetch', id, conversationId, after })
    return (await again.hears('messages', (frame) => frame.id === id)).previous
  }
  expect(await fetched(second, 0)).toEqual(followed(first))
  expect(await fetched(second, 1)).toBeUndefined()
  expect(await fetched(first, 0)).toBeUndefined()
})
