import type { QualityRules } from '@youwen/contract'
import { sql } from 'kysely'
import type { FilterColumns } from '../../filter/index.ts'
import { qualityColumn } from './quality.ts'

const classified = sql<boolean>`exists (select from conversation_classified k
  where k.company_id = c.company_id and k.conversation_id = c.conversation_id)`

/** What the conversation `c` can be filtered by. */
export const conversationColumns = (companyId: string, rules: QualityRules): FilterColumns => ({
  channel: sql`c.channel`,
  site: sql`c.site_id`,
  style: sql`c.style_id`,
  agent: sql`c.agent_id`,
  status: sql`c.status`,
  terminal: sql`c.terminal`,
  source: sql`c.source_kind`,
  searchEngine: sql`c.search_engine`,
  keyword: sql`c.keyword`,
  region: { country: sql`c.country`, province: sql`c.province`, city: sql`c.city` },
  messages: sql`c.message_count`,
  quality: qualityColumn(rules),
  card: sql<boolean>`c.has_card`,
  phone: sql<boolean>`c.has_phone`,
  sensitive: sql<boolean>`(c.sensitive <> '[]')`,
  startedAt: sql`c.started_at`,
  classified,
  class: (classIds) => sql<boolean>`exists (
    select from conversation_classified k
    where k.company_id = c.company_id and k.conversation_id = c.conversation_id and k.class_id = any(array(
      with recursive within (class_id) as (
        select class_id from conversation_class where company_id = ${companyId} and class_id = any(${classIds}::uuid[])
        union
        select below.class_id from conversation_class below
        join within on below.parent_id = within.class_id where below.company_id = ${companyId})
      select class_id from within)))`,
})
