import type { Conversation, QualityPreview } from '@youwen/contract'
import { asksNothing, type QualityRules, qualityOf, usualQualityRules } from '@youwen/contract/quality-of'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../testing/line.ts'
import { createWorld, say, text } from './conversation.testing.ts'

const strict: QualityRules = {
  excellent: { ...asksNothing, visitorMessages: 2, phone: true },
  good: { ...asksNothing, visitorMessages: 2, agentMessages: 1 },
  plain: { ...asksNothing, agentMessages: 1 },
}

async function world() {
  const here = await testApp()
  const company = await here.company('yunzhou')
  const agent = await company.agent('xiaolin', 'agent')
  const site = await siteKeyOf(here, company.owner)
  const save = (rules: unknown, token = company.owner) =>
    here.ask<{ code?: string }>('PUT', '/api/quality', { token, body: rules })
  const preview = async (rules: QualityRules) =>
    (await here.ask<QualityPreview>('POST', '/api/quality/preview', { token: company.owner, body: rules })).body
  const ofQuality = async (...is: string[]) => {
    const { body } = await here.ask<{ items: Conversation[] }>('POST', '/api/conversations/find', {
      token: company.owner,
      body: { filter: { field: 'quality', is } },
    })
    return body.items.map(({ conversationId }) => conversationId)
  }
  return Object.assign(here, { ...company, agent, site, save, preview, ofQuality })
}

describe('A10 the quality of a conversation', () => {
  it('is judged by what the company asks from the moment it says so, of earlier conversations too, and every desk hears', async () => {
    await using here = await world()
    await using desk = await sitAtDesk(here, here.agent.token)
    expect(desk.heard.find(({ type }) => type === 'welcome')).toMatchObject({ quality: usualQualityRules })
    await using chat = await visit(here, here.site, { role: 'chat' })
    const { visitorId } = await chat.welcomed()
    const { conversationId } = await chat.says('有货吗？')
    await chat.says('在吗？')
    await chat.says('算了')

    // What it would be is told before anything is saved, also of what was said just now.
    const nothing = { invalid: 0, plain: 0, good: 0, excellent: 0 }
    expect(await here.preview(strict)).toEqual({ now: { ...nothing, good: 1 }, proposed: { ...nothing, invalid: 1 } })
    expect(await here.ofQuality('good')).toEqual([conversationId])

    expect((await here.save(strict)).status).toBe(200)
    expect(await desk.hears('quality')).toEqual({ type: 'quality', rules: strict })
    expect(await here.ofQuality('invalid')).toEqual([conversationId])

    // It rises as the conversation goes: an agent answers, and a phone is on the card.
    await desk.says(conversationId, '有的，您留个电话？')
    await here.app.conversations.settled()
    expect(await here.ofQuality('good')).toEqual([conversationId])
    const { body: form } = await here.ask<{ fieldId: string; kind: string }[]>('GET', '/api/card/form', {
      token: here.agent.token,
    })
    const fieldId = form.find(({ kind }) => kind === 'phone')?.fieldId
    const saved = await here.ask('PUT', `/api/visitors/${visitorId}/card`, {
      token: here.agent.token,
      body: { changes: [{ fieldId, was: null, value: '13800138000' }] },
    })
    expect(saved.status).toBe(200)
    expect(await here.ofQuality('excellent')).toEqual([conversationId])

    await using later = await sitAtDesk(here, here.agent.token)
    const { quality, inbox } = later.heard.find(({ type }) => type === 'welcome')
    expect(quality).toEqual(strict)
    // What a client makes of its row is what the server finds.
    expect(qualityOf(inbox[0], quality)).toBe('excellent')
  })

  it('counts an agent’s words as they come, and neither notes nor the robot’s; a note lengthens nothing', async () => {
    await using here = await createWorld()
    const { conversations } = here.node()
    here.robot.receives = 'first'
    const agent = here.agent()
    const visitor = await here.visitor()
    const { conversationId } = await conversations.visitorSays(visitor, null, say('多久到'))
    const row = async () => {
      await here.settled()
      return conversations.desk.get(agent, conversationId)
    }
    const owed = await conversations.custody.next(here.companyId, conversationId)
    if (!owed) throw new Error('The robot owes no answer.')
    const answer = { id: newId(), to: owed.message, body: text('三天'), handOver: null }
    expect(await conversations.custody.says(here.companyId, conversationId, answer)).toBe('said')
    expect(await row()).toMatchObject({ visitorMessageCount: 1, agentMessageCount: 0 })
    for (const words of ['我来', '三天到']) await conversations.agentSays(agent, conversationId, say(words))
    const answered = await row()
    expect(answered).toMatchObject({
      visitorMessageCount: 1,
      agentMessageCount: 2,
      lastSpokenAt: answered.lastMessage?.at,
    })
    await conversations.agentSays(agent, conversationId, {
      id: newId(),
      body: { type: 'note', text: '老客户', mentions: [] },
    })
    expect(await row()).toMatchObject({ agentMessageCount: 2, lastSpokenAt: answered.lastSpokenAt })
  })

  it('asks for something at every level, and is changed by who manages the company alone', async () => {
    await using here = await world()
    expect((await here.save(strict, here.agent.token)).status).toBe(403)
    for (const wrong of [
      { ...strict, good: asksNothing },
      { ...strict, good: { ...strict.good, minutes: -1 } },
      { ...strict, plain: { ...strict.plain, visitorMessages: 1e9 } },
      { good: strict.good },
    ]) {
      expect((await here.save(wrong)).body).toMatchObject({ code: 'validation.failed' })
    }
    const { body } = await here.ask('GET', '/api/quality', { token: here.agent.token })
    expect(body).toEqual(usualQualityRules)
    expect((await here.save(strict)).status).toBe(200)
    const other = await here.company('xinghe')
    expect((await here.ask('GET', '/api/quality', { token: other.owner })).body).toEqual(usualQualityRules)
  })
})
