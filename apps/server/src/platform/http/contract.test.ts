import type { AnyContractProcedure } from '@orpc/contract'
import { contract, isSecret, outgoing, type RouteMeta } from '@youwen/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeApi } from './openapi.ts'
import { renderReference } from './reference.ts'

const routes = Object.entries(contract).flatMap(([module, procedures]) =>
  Object.entries<AnyContractProcedure>(procedures).map(([name, procedure]) => ({
    ...procedure['~orpc'],
    operation: `${module}.${name}`,
    meta: procedure['~orpc'].meta as RouteMeta,
  })),
)

test.each(routes)('$operation has a permission, a title and an address of its own', ({ meta, route }) => {
  expect(meta.access).toBeTruthy()
  expect(meta.audit).not.toBeUndefined()
  expect(route.summary).toBeTruthy()
  const same = routes.filter((other) => other.route.method === route.method && other.route.path === route.path)
  expect(same).toHaveLength(1)
})

test('only logging in, and the card that a visitor was sent, are open to the public', () => {
  expect(routes.filter(({ meta }) => meta.access === 'public').map(({ operation }) => operation)).toEqual([
    'security.login',
    'appointment.card',
  ])
})

test('what sounds like a secret is marked as one, so that no log holds it', () => {
  const unmarked = routes.flatMap(({ operation, inputSchema }) =>
    inputSchema instanceof z.ZodObject
      ? Object.entries<z.ZodType>(inputSchema.shape)
          .filter(([key, schema]) => /password|secret|token|^current$|^next$/i.test(key) && !isSecret(schema))
          .map(([key]) => `${operation} ${key}`)
      : [],
  )
  expect(unmarked).toEqual([])
})

/**
 * Changes of the conversation itself are in its messages, of a ticket in its history; a state is no setting; an agent's own phrases are his alone, and a
 * preview changes nothing.
 */
const unrecorded = [
  'team.setState',
  'security.login',
  'security.logout',
  'conversation.accept',
  'conversation.close',
  'conversation.contact',
  'conversation.classify',
  // What an agent arranges for himself alone.
  'conversation.mark',
  'filter.add',
  'filter.save',
  'filter.remove',
  // Questions that do not fit into an address.
  'conversation.find',
  'conversation.recent',
  'conversation.search',
  'file.begin',
  'file.copy',
  'file.urls',
  'ticket.comment',
  'ticket.watch',
  'ticket.readNotices',
  // What an agent has seen, opened and tried.
  'notice.read',
  'app.use',
  'webpush.test',
  // A visitor’s own browser.
  'webpush.subscribeVisitor',
  'webpush.unsubscribeVisitor',
  'rating.invite',
  'rating.rate',
  'phrase.addOwn',
  'phrase.saveOwn',
  'phrase.moveOwn',
  'phrase.removeOwn',
  'phrase.importOwn',
  'phrase.exportOwn',
  'phrase.previewImportOwn',
  'phrase.previewImportShared',
  'phrase.use',
  // A look at what would be.
  'catalog.test',
  'catalog.previewImport',
  // They change nothing.
  'quality.preview',
  'robot.previewImport',
  'robot.try',
  'sensitive.previewImport',
  'sensitive.try',
  // How far somebody has looked is his own affair.
  'sensitive.seen',
  // Who has the word is told in the conversation's own stream.
  'robot.setCustody',
  'robot.setStandIn',
  // Suggestions, which change nothing.
  'assistant.test',
  'assistant.translate',
  'assistant.reply',
  'assistant.summary',
  'assistant.classify',
  // An invitation is a record of itself.
  'invite.send',
]

test('whatever changes something leaves a record, but for what is recorded elsewhere', () => {
  const silent = routes.filter(({ meta, route }) => route.method !== 'GET' && meta.audit === null)
  expect(silent.map(({ operation }) => operation).toSorted()).toEqual(unrecorded.toSorted())
})

test('the reference lists every route with who may call it, and loads nothing', async () => {
  const document = await describeApi()
  const page = renderReference(document)
  for (const { operation, route } of routes) {
    expect(page).toContain(`id="${operation}"`)
    expect(page).toContain(`/api${route.path}`)
  }
  expect(page).not.toMatch(/<script|src=|@import|https?:/)
  expect(document.openapi).toBe('3.1.1')
  expect(page).toContain('HMAC-SHA256')
  for (const { requests } of outgoing) for (const { title } of requests) expect(page).toContain(title)
})
