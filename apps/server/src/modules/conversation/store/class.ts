import type { ClassTree, ConversationClass } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Changes of one company's tree take turns, so that positions and names stay what they were checked to be. */
export async function lockClasses(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`class ${companyId}`}, 0))`.execute(tx.q)
}

export async function loadClasses(tx: Tx, companyId: string): Promise<ClassTree> {
  const rows = await tx.q
    .selectFrom('conversation_class')
    .select(['class_id as classId', 'parent_id as parentClassId', 'name', 'colour', 'position'])
    .select(sql<boolean>`removed_at is not null`.as('isRemoved'))
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy('class_id')
    .execute()
  const rule = await tx.q
    .selectFrom('conversation_class_rule')
    .select('is_required')
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  return { classes: rows, isRequired: rule?.is_required ?? false }
}

export async function insertClass(tx: Tx, companyId: string, one: ConversationClass): Promise<void> {
  await tx.q
    .insertInto('conversation_class')
    .values({
      company_id: companyId,
      class_id: one.classId,
      parent_id: one.parentClassId,
      name: one.name,
      colour: one.colour,
      position: one.position,
    })
    .execute()
}

export async function updateClasses(tx: Tx, companyId: string, changed: readonly ConversationClass[]): Promise<void> {
  for (const { classId, parentClassId, name, colour, position } of changed) {
    await tx.q
      .updateTable('conversation_class')
      .set({ parent_id: parentClassId, name, colour, position })
      .where('company_id', '=', companyId)
      .where('class_id', '=', classId)
      .execute()
  }
}

export async function removeClasses(tx: Tx, companyId: string, classIds: readonly string[]): Promise<void> {
  await sql`update conversation_class set removed_at = now()
    where company_id = ${companyId} and class_id = any(${classIds}::uuid[]) and removed_at is null`.execute(tx.q)
}

/** The tree, or its rule, is another from now on: nodes look for that. */
export async function markTreeChanged(tx: Tx, companyId: string): Promise<void> {
  await sql`insert into conversation_class_rule (company_id, is_required, changed_at)
    values (${companyId}, false, clock_timestamp())
    on conflict (company_id) do update set changed_at = excluded.changed_at`.execute(tx.q)
}

export async function setRequired(tx: Tx, companyId: string, isRequired: boolean): Promise<void> {
  await sql`insert into conversation_class_rule (company_id, is_required) values (${companyId}, ${isRequired})
    on conflict (company_id) do update set is_required = excluded.is_required`.execute(tx.q)
}

/** Exactly these, by this agent; what stays keeps who said it first, and when. */
export async function writeClassified(
  tx: Tx,
  companyId: string,
  conversationId: string,
  agentId: string,
  classIds: readonly string[],
): Promise<void> {
  await sql`delete from conversation_classified where company_id = ${companyId} and conversation_id = ${conversationId}
    and class_id <> all(${classIds}::uuid[])`.execute(tx.q)
  await sql`insert into conversation_classified (company_id, conversation_id, class_id, agent_id)
    select ${companyId}, ${conversationId}, id, ${agentId} from unnest(${classIds}::uuid[]) id
    on conflict do nothing`.execute(tx.q)
}

/** Whether the company wants a class first, and this conversation has none. */
export async function lacksClass(tx: Tx, companyId: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from conversation_class_rule r
    where r.company_id = ${companyId} and r.is_required
      and exists (select from conversation_class c where c.company_id = r.company_id and c.removed_at is null)
      and not exists (select from conversation_classified k
        where k.company_id = r.company_id and k.conversation_id = ${conversationId})`.execute(tx.q)
  return rows.length > 0
}
