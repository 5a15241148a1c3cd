import { expect, test } from 'vitest'
import { createLog } from './index.ts'

function record(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('info', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

test('what people wrote, who they are and what lets them in never reaches the log', () => {
  const text = record((log) => {
    const person = { account: 'xiaolin', phone: '13812345678', email: 'lin@example.com', text: 'my address is …' }
    log.info(
      { conversationId: 'c1', ...person, headers: { authorization: 'Bearer abc', cookie: 'youwen=abc' } },
      'sent',
    )
    log.info({ request: { caller: { ...person, token: 'abc' } } }, 'nested')
  })
  expect(text).toContain('"conversationId":"c1"')
  for (const secret of ['xiaolin', '13812345678', 'lin@example.com', 'my address', 'abc']) {
    expect(text).not.toContain(secret)
  }
})

test('an error is logged with its code and causes, without the row PostgreSQL quotes', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (phone)=(13812345678) exists.',
  })
  const text = record((log) => log.error({ err: new Error('saving failed', { cause }) }, 'request failed'))
  expect(JSON.parse(text)).toMatchObject({
    level: 'error',
    msg: 'request failed',
    err: { message: 'saving failed', cause: { message: 'duplicate key', code: '23505' } },
  })
  expect(text).not.toContain('13812345678')
})

test('below its level it is silent', () => {
  expect(record((log) => log.debug('detail'))).toBe('')
})
