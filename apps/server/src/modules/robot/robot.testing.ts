import type { RobotNode, RobotSettings, SaveRobotEntry, SaveRobotSettings } from '@youwen/contract'
import { expect, vi } from 'vitest'
import type { Answer, TestApp } from '../../testing/app.ts'
import { siteKeyOf } from '../../testing/line.ts'

const patience = { timeout: 10_000, interval: 20 }

export const question = (
  title: string,
  answer = `${title}的答案`,
  variants: readonly string[] = [],
): Extract<SaveRobotEntry, { kind: 'question' }> => ({
  kind: 'question',
  title,
  variants: [...variants],
  body: { type: 'text', text: answer },
  isEnabled: true,
})

let companies = 0

/** A company with a site and a supervisor who teaches its robot. */
export async function robotWorld(server: TestApp, { receives = 'never' as SaveRobotSettings['receives'] } = {}) {
  const company = await server.company(`robot${++companies}`)
  const site = await siteKeyOf(server, company.owner)
  const zhou = await company.agent('laozhou', 'supervisor')
  const ask = <T>(method: string, path: string, body?: unknown, token = zhou.token) =>
    server.ask<T>(method, `/api${path}`, { token, body })
  const must = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const world = {
    ...company,
    site,
    zhou,
    ask,
    must,
    add: (entry: SaveRobotEntry, topicId: string | null = null, beforeId: string | null = null) =>
      must(ask<RobotNode>('POST', '/robot/entries', { place: { topicId, beforeId }, entry })),
    tree: () => must(ask<RobotNode[]>('GET', '/robot/entries')),
    async settings(change: Partial<SaveRobotSettings> = {}) {
      const { avatarUrl: _, ...settings } = await must(ask<RobotSettings>('GET', '/robot/settings'))
      return must(ask<RobotSettings>('PUT', '/robot/settings', { ...settings, ...change }))
    },
    setCustody: (token: string, conversationId: string, isOn: boolean) =>
      ask<{ isInCustody: boolean; agentId: string | null }>(
        'PUT',
        `/conversations/${conversationId}/custody`,
        { isOn },
        token,
      ),
    /** What was said in a conversation, and what happened: `robot: 三天`, `custody_began`. */
    async talk(conversationId: string): Promise<string[]> {
      const messages = await must(
        ask<{ from: string; body: { type: string; text?: string; event?: string } }[]>(
          'GET',
          `/conversations/${conversationId}/messages`,
          undefined,
          company.owner,
        ),
      )
      return messages.map(({ from, body }) => (body.event ? body.event : `${from}: ${body.text ?? body.type}`))
    },
    becomes: (conversationId: string, expected: readonly string[]) =>
      vi.waitFor(async () => expect(await world.talk(conversationId)).toEqual(expected), patience),
  }
  if (receives !== 'never') await world.settings({ receives })
  return world
}
