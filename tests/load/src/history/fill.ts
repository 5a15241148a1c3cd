import pg from 'pg'
import { wordsToFind } from '../../../../apps/server/src/modules/conversation/words.ts'
import type { RigCompany } from '../rig/company.ts'
import type { RigDatabase } from '../rig/database.ts'
import { allSaid } from './said.ts'

const messagesPerConversation = 10
const visitors = 20_000
export const historyDays = 400

/** Indexes that are quicker made afterwards than kept up meanwhile. */
const laterIndexes = ['conversation_search_words', 'conversation_search_agent']

/**
 * A long history with its search index, written by the database itself on two connections: what is measured is how it is
 * read. The n-th message is the same in every run.
 */
export async function fillHistory(
  { url, asOwner }: RigDatabase,
  { companyId, siteId, agents }: RigCompany,
  messages: number,
): Promise<void> {
  const conversations = Math.ceil(messages / messagesPerConversation)
  await writeSaid(url)
  const later = await asOwner<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indexrelid::regclass::text in (${laterIndexes.map((name) => `'${name}'`).join(', ')})`,
  )
  for (const { name } of later) await asOwner(`drop index ${name}`)

  const { usual, others, rare } = allSaid()
  // Chosen by the number alone: what is written twice, as a message and as words, is the same without a join by chance.
  const said = `case
    when m % 60000 = 777 then ${usual + others} + (m / 60000) % ${rare}
    when m % 20 = 3 and m between ${Math.floor(messages * 0.02)} and ${Math.floor(messages * 0.1)} then ${usual + others + rare}
    when m % 5 = 0 then (m / 5) % ${usual}
    else ${usual} + floor(${others} * power(((m::bigint * 2654435761) % 1000003) / 1000003.0, 2))::int end`
  const numbered = `
    select m, m / ${messagesPerConversation} as c, 1 + m % ${messagesPerConversation} as seq,
      m % 2 = 1 as is_agent, ${said} as n from generate_series(0, ${messages - 1}) m`
  const id = (number: string, kind: string) =>
    `(lpad(to_hex(${number}), 8, '0') || '-0000-7000-8${kind}-000000000000')::uuid`
  const apartMs = (historyDays * 86_400_000) / conversations
  // To the millisecond, as the server writes it.
  const startedAt = (number: string) =>
    `date_trunc('milliseconds', timestamptz '${new Date().toISOString()}' - (${conversations} - ${number}) * interval '${apartMs} milliseconds')`
  const company = `'${companyId}'::uuid`
  const agentOf = `(array[${agents.map(({ agentId }) => `'${agentId}'::uuid`).join(', ')}])[1 + c % ${agents.length}]`
  const sender = `case when is_agent then 'agent' else 'visitor' end,
    case when is_agent then ${agentOf} else ${id(`c % ${visitors}`, '001')} end`
  const at = `${startedAt('c')} + seq * interval '20 seconds'`

  await Promise.all([
    write(
      url,
      `insert into visitor (company_id, visitor_id, site_id)
       select ${company}, ${id('c', '001')}, '${siteId}' from generate_series(0, ${visitors - 1}) c;
       insert into conversation (company_id, conversation_id, visitor_id, site_id, agent_id, status, started_at, closed_at,
         last_seq, message_count, indexed_seq)
       select ${company}, ${id('c', '002')}, ${id(`c % ${visitors}`, '001')}, '${siteId}', ${agentOf}, 'closed',
         ${startedAt('c')}, ${startedAt('c')} + interval '5 minutes', 10, 10, 10
       from generate_series(0, ${conversations - 1}) c;
       insert into conversation_participant (company_id, conversation_id, agent_id, joined_at)
       select ${company}, ${id('c', '002')}, ${agentOf}, ${startedAt('c')} from generate_series(0, ${conversations - 1}) c;
       insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body, sent_at)
       select ${company}, ${id('c', '002')}, seq, ${id('m', '003')}, ${sender}, body, ${at}
       from (${numbered}) numbered join said using (n);
       vacuum analyze visitor; vacuum analyze conversation; vacuum analyze conversation_participant;
       vacuum analyze conversation_message`,
    ),
    write(
      url,
      `insert into conversation_search (company_id, conversation_id, seq, sender, sender_id, sent_at, words)
       select ${company}, ${id('c', '002')}, seq, ${sender}, ${at}, words
       from (${numbered}) numbered join said using (n);
       ${later.map(({ made }) => `${made};`).join('\n')}
       vacuum analyze conversation_search`,
    ),
  ])
}

/** What is said, with its words as the server finds them. */
async function writeSaid(url: string): Promise<void> {
  const { texts } = allSaid()
  const words: string[] = []
  for (const text of texts) {
    words.push((await wordsToFind(text)).map((word) => `'${word.replace(/['\\]/g, '$&$&')}'`).join(' '))
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table said (n integer primary key, body jsonb not null, words tsvector not null)')
    await client.query(
      `insert into said (n, body, words)
       select n - 1, jsonb_build_object('type', 'text', 'text', text), words::tsvector
       from unnest($1::text[], $2::text[]) with ordinality as u (text, words, n)`,
      [texts, words],
    )
  } finally {
    await client.end()
  }
}

/** One statement after the other. Keys are not checked and nothing waits for the disk: a crash costs only made-up data. */
async function write(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set statement_timeout = 0; set synchronous_commit = off; set session_replication_role = replica;
      set maintenance_work_mem = '1GB'; set work_mem = '64MB'`)
    for (const statement of statements.split(';')) if (statement.trim() !== '') await client.query(statement)
  } finally {
    await client.end()
  }
}
