import type {
  SensitiveAction,
  SensitiveHit,
  SensitiveSide,
  SensitiveUnseen,
  SensitiveWordsAdded,
  SensitiveWordsPage,
} from '@youwen/contract'
import { expect } from 'vitest'
import type { Answer, TestApp } from '../../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../../testing/line.ts'

let companies = 0

/** A company on a server, with a supervisor who looks after its words, an agent, and visitors who come. */
export async function sensitiveWorld(server: TestApp) {
  const company = await server.company(`words${++companies}`)
  const supervisor = await company.agent('laozhou', 'supervisor')
  const agent = await company.agent('xiaolin', 'agent')
  const site = await siteKeyOf(server, company.owner)
  const ask = <T>(method: string, path: string, body?: unknown, token = company.owner) =>
    server.ask<T>(method, `/api${path}`, { token, body })
  const must = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  return {
    ...company,
    server,
    supervisor,
    agent,
    site,
    ask,
    must,
    list: (action: SensitiveAction, words: string[], sides: SensitiveSide[] = ['visitor', 'agent']) =>
      must(ask<SensitiveWordsAdded>('POST', '/sensitive-words', { sides, action, words })),
    words: async (side: SensitiveSide, more = '') =>
      must(ask<SensitiveWordsPage>('GET', `/sensitive-words?side=${side}${more}`)),
    hits: async (token = company.owner) =>
      (await must(ask<{ items: SensitiveHit[] }>('GET', '/sensitive-hits', undefined, token))).items,
    unseen: (token = company.owner) => must(ask<SensitiveUnseen>('GET', '/sensitive-hits/unseen', undefined, token)),
    desk: (token = agent.token) => sitAtDesk(server, token),
    chat: (more: { token?: string; locale?: string } = {}) => visit(server, site, { role: 'chat', ...more }),
    /** A conversation that goes on, between a visitor and the agent. */
    async talk() {
      const desk = await sitAtDesk(server, agent.token)
      const chat = await visit(server, site, { role: 'chat' })
      const { visitorId } = await chat.welcomed()
      const { conversationId } = await chat.says('您好')
      await desk.hears('conversation', (frame) => frame.conversation.conversationId === conversationId)
      desk.say({ type: 'open', conversationId, after: 0 })
      await desk.hears('opened')
      return {
        desk,
        chat,
        visitorId,
        conversationId,
        row: (looks: (row: { sensitive: unknown[] }) => boolean) =>
          desk.hears('conversation', ({ conversation }) => looks(conversation)),
        async [Symbol.asyncDispose]() {
          await chat[Symbol.asyncDispose]()
          await desk[Symbol.asyncDispose]()
        },
      }
    },
  }
}
