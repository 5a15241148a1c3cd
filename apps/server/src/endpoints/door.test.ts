import { expect, it, vi } from 'vitest'
import type { Connection } from '../platform/realtime/index.ts'
import { createDoor } from './door.ts'

const notice = { 'zh-CN': '抱歉', 'en-US': 'Sorry' }
const guest = { companyId: 'yunzhou', visitorId: 'wang', locale: 'zh-CN' as const }

/** A door whose list of blocks is in the test's hand, and a connection that remembers what it was told. */
function stand() {
  const blocked = new Set<string>()
  const ended: string[] = []
  const told: unknown[] = []
  let changed = (_companyId: string) => {}
  const door = createDoor({
    shield: {
      check: async (_, { visitorId }) => (visitorId !== null && blocked.has(visitorId) ? notice : undefined),
      onChanged: (listener) => {
        changed = listener
        return () => {}
      },
    },
    endConversation: async (_, visitorId) => void ended.push(visitorId),
    onTrouble: (error) => {
      throw error
    },
  })
  const connection = {
    ip: '203.0.113.7',
    send: (frame: { code: string; title: string }) => void told.push(`${frame.code} ${frame.title}`),
    close: (code: number) => void told.push(code),
  } as unknown as Connection
  const block = (visitorId: string) => {
    blocked.add(visitorId)
    changed('yunzhou')
  }
  return { door, connection, block, told, ended }
}

it('puts out who was blocked between being looked at and being inside, and ends what he began', async () => {
  const { door, connection, block, told, ended } = stand()
  await door.enter(connection, guest)
  block('wang')
  expect(told).toEqual([])
  door.entered(connection, guest)
  await vi.waitFor(() => expect(told).toEqual(['shield.blocked 抱歉', 4451]))
  await vi.waitFor(() => expect(ended).toEqual(['wang']))
})

it('does not touch who has left, nor anybody else', async () => {
  const { door, connection, block, told } = stand()
  await door.enter(connection, guest)
  door.entered(connection, guest)
  block('li')
  door.left(connection, 'yunzhou')
  block('wang')
  await new Promise((resolve) => setTimeout(resolve))
  expect(told).toEqual([])
})
