import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { NumberedRow } from '../../../../apps/server/src/modules/conversation/store/append.ts'

export interface InsertTarget {
  readonly companyId: string
  readonly conversationId: string
  readonly visitorId: string
}

const body = {
  type: 'text',
  text: '你好,请问这款三人沙发的布套可以拆下来洗吗?颜色还有别的选择吗?大概几天能送到杭州?',
} as const
const bodyJson = JSON.stringify(body)

/** The row that the server writes for the generator's message. */
export const rowOf = ({ companyId, conversationId, visitorId }: InsertTarget, seq: number): NumberedRow => ({
  companyId,
  conversationId,
  seq,
  id: randomUUID(),
  from: 'visitor',
  senderId: visitorId,
  body,
  bodyJson,
})

/** A connection as the server's append pipeline has it: the application's role, bound by row-level security. */
export async function openAppRole(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c role=youwen_app' })
  await client.connect()
  await client.query("select set_config('app.scope', 'all', false)")
  return client
}
