import type { SaveRobotSettings } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export async function findSettings(tx: Tx, companyId: string): Promise<SaveRobotSettings | undefined> {
  const { rows } = await sql<SaveRobotSettings>`
    select name, avatar_file_id as "avatarFileId", receives, sites, answer_at as "answerAt", suggest_at as "suggestAt",
      says, person_words as "personWords", synonyms, stop_words as "stopWords",
      wait_limit_seconds as "waitLimitSeconds", after_wait as "afterWait"
    from robot_settings where company_id = ${companyId}`.execute(tx.q)
  return rows[0]
}

export async function putSettings(tx: Tx, companyId: string, settings: SaveRobotSettings): Promise<void> {
  const { name, avatarFileId, receives, sites, answerAt, suggestAt, says, personWords, synonyms, stopWords } = settings
  const { waitLimitSeconds, afterWait } = settings
  await sql`
    insert into robot_settings (company_id, name, avatar_file_id, receives, sites, answer_at, suggest_at, says,
      person_words, synonyms, stop_words, wait_limit_seconds, after_wait)
    values (${companyId}, ${name}, ${avatarFileId}, ${receives}, ${JSON.stringify(sites)}::jsonb, ${answerAt},
      ${suggestAt}, ${JSON.stringify(says)}::jsonb, ${personWords}::text[], ${JSON.stringify(synonyms)}::jsonb,
      ${stopWords}::text[], ${waitLimitSeconds}, ${afterWait})
    on conflict (company_id) do update set name = excluded.name, avatar_file_id = excluded.avatar_file_id,
      receives = excluded.receives, sites = excluded.sites, answer_at = excluded.answer_at,
      suggest_at = excluded.suggest_at, says = excluded.says, person_words = excluded.person_words,
      synonyms = excluded.synonyms, stop_words = excluded.stop_words,
      wait_limit_seconds = excluded.wait_limit_seconds, after_wait = excluded.after_wait`.execute(tx.q)
}

/** Takes the robot for this transaction: nobody else changes it meanwhile. */
export async function nextRevision(tx: Tx, companyId: string): Promise<void> {
  await sql`insert into robot_revision as r (company_id, revision) values (${companyId}, 1)
    on conflict (company_id) do update set revision = r.revision + 1`.execute(tx.q)
}

/** 0 where nobody has taught or set anything. */
export async function findRevision(tx: Tx, companyId: string): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    select revision from robot_revision where company_id = ${companyId}`.execute(tx.q)
  return Number(rows[0]?.revision ?? 0)
}
