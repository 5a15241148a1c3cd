import type { Conversation, Site } from '@youwen/contract'
import { defaultNameOf } from '@youwen/contract/visitor-name'
import { v7 as uuidv7 } from 'uuid'
import { expect, it } from 'vitest'
import { testApp } from '../testing/app.ts'
import { sitAtDesk } from '../testing/line.ts'

interface Named {
  readonly visitorName: string
}

it('D2.1 a visitor whom nobody has named is called by region, site and style wherever he is shown, as in the list', async () => {
  await using here = await testApp()
  const { companyId, owner: token, ...company } = await here.company('yunzhou')
  const lin = await company.agent('lin', 'supervisor')
  const asked = async <T>(method: string, path: string, body?: object, by = token): Promise<T> => {
    const answer = await here.ask<T>(method, `/api/${path}`, { token: by, ...(body && { body }) })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const itemsOf = async (path: string) => (await asked<{ items: Named[] }>('GET', path)).items
  await asked('POST', 'sensitive-words', { sides: ['visitor'], action: 'notify', words: ['发票'] })
  const { siteId } = await asked<{ siteId: string }>('POST', 'sites', { name: '官网', allowedDomains: [] })
  const sites = await asked<(Site & { styles: { styleId: string; name: string }[] })[]>('GET', 'sites')
  const { styleId = null, name: styleName } = sites.find((site) => site.siteId === siteId)?.styles[0] ?? {}
  const arrive = () =>
    here.app.visitors.startVisit({
      connectionId: uuidv7(),
      companyId,
      siteId,
      styleId,
      ip: '223.5.5.5',
      userAgent: '',
    })
  const come = async (text: string) => {
    const { visitorId, visitId } = await arrive()
    const opener = { companyId, siteId, styleId, visitorId, visitId }
    const said = { id: uuidv7(), body: { type: 'text', text } } as const
    const { conversationId } = await here.app.conversations.visitorSays(opener, null, said)
    return { visitorId, conversationId }
  }
  const { visitorId, conversationId } = await come('开不了发票怎么办')
  const another = await come('你好')
  await here.app.conversations.indexNow()

  const row = await asked<Conversation>('GET', `conversations/${conversationId}`)
  const expected = `浙江杭州 官网 ${styleName}`
  expect([row.visitorName, defaultNameOf(row)]).toEqual(['', expected])

  await using desk = await sitAtDesk(here, lin.token)
  const note = { type: 'note', text: '看一下', mentions: [lin.agentId] }
  await using colleague = await sitAtDesk(here, token)
  await colleague.sends({ conversationId, body: note })
  const told = await desk.hears('mentioned')
  const found = await asked<{ items: Named[] }>('POST', 'messages/search', { words: '发票' })
  const fields = await asked<{ fieldId: string; builtIn: string | null }[]>('GET', 'card/fields')
  const phone = fields.find(({ builtIn }) => builtIn === 'phone')?.fieldId ?? ''
  for (const one of [visitorId, another.visitorId]) {
    const changes = [{ fieldId: phone, was: null, value: '13911110000' }]
    await asked('PUT', `visitors/${one}/card`, { changes })
  }
  const [duplicate] = await asked<{ name: string }[]>('GET', `visitors/${another.visitorId}/card/duplicates`)
  await asked('POST', 'tickets', { id: uuidv7(), title: '发票', conversationId })
  const { visitorId: silent } = await arrive()
  await asked('POST', `visitors/${silent}/invitations`, { kind: 'invite', text: '您好' })
  await asked('POST', 'blocks', { target: { kind: 'visitor', visitorId }, minutes: null, reason: '' })
  const shown = {
    mention: told.mention.visitorName,
    'mentions at sign-in': (await (await sitAtDesk(here, lin.token)).hears('welcome')).mentions[0]?.visitorName,
    hit: found.items[0]?.visitorName,
    duplicate: duplicate?.name,
    ticket: (await itemsOf('tickets'))[0]?.visitorName,
    'sensitive record': (await itemsOf('sensitive-hits'))[0]?.visitorName,
    invitation: (await itemsOf('invitations'))[0]?.visitorName,
    block: (await asked<{ items: { target: Named }[] }>('GET', 'blocks')).items[0]?.target.visitorName,
    push: await here.app.conversations.visitorName(companyId, conversationId),
  }
  expect(shown).toEqual(Object.fromEntries(Object.keys(shown).map((where) => [where, expected])))
})
