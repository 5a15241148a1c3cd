-- What the quality of a conversation is judged by. The judgement itself is nowhere: it is made where it is asked for.
-- One row for a company that has decided.
create table conversation_quality_rule (
  company_id uuid primary key references company,
  rules jsonb not null
);
call protect_company_rows('conversation_quality_rule');

alter table conversation
  -- What agents said; not what the robot said.
  add column agent_message_count integer not null default 0,
  -- The last word that its visitor could read.
  add column last_spoken_at timestamptz;

set local app.scope = 'all';
update conversation c set agent_message_count = f.said, last_spoken_at = f.spoken_at
from (
  select m.company_id, m.conversation_id, count(*) filter (where m.sender = 'agent')::integer as said,
    max(m.sent_at) filter (where m.sender in ('visitor', 'agent', 'robot')) as spoken_at
  from conversation_message m
  join conversation o on o.company_id = m.company_id and o.conversation_id = m.conversation_id
  where m.seq <= o.last_seq group by 1, 2) f
where f.company_id = c.company_id and f.conversation_id = c.conversation_id;
set local app.scope = '';
