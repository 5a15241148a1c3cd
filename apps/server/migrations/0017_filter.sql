create table filter_saved (
  company_id uuid not null references company,
  filter_id uuid not null,
  place text not null,
  name text not null,
  filter jsonb not null,
  agent_id uuid not null,
  is_shared boolean not null default false,
  saved_at timestamptz not null default now(),
  primary key (company_id, filter_id)
);
create unique index filter_saved_name on filter_saved (company_id, agent_id, place, lower(name));
create index filter_saved_shared on filter_saved (company_id, place) where is_shared;
call protect_company_rows('filter_saved');

-- What a conversation is filtered by stands in its own row: what brought the visitor when it began does not change any
-- more, and a list of a million conversations is not joined with a million visits.
alter table conversation
  add column country text not null default '',
  add column province text not null default '',
  add column city text not null default '',
  add column isp text not null default '',
  add column source_kind text,
  add column search_engine text,
  add column keyword text,
  add column terminal text,
  add column message_count integer not null default 0;

set local app.scope = 'all';
update conversation c set
  country = v.country, province = v.province, city = v.city, isp = v.isp, source_kind = v.source_kind,
  search_engine = v.search_engine, keyword = v.keyword, terminal = v.terminal
from visitor_visit v
where v.company_id = c.company_id and v.visit_id = c.visit_id;
update conversation c set message_count = m.count
from (
  select o.company_id, o.conversation_id, count(*)::integer as count
  from conversation o
  join conversation_message said on said.company_id = o.company_id and said.conversation_id = o.conversation_id
    and said.seq <= o.last_seq and said.sender not in ('system', 'colleague')
  group by o.company_id, o.conversation_id) m
where m.company_id = c.company_id and m.conversation_id = c.conversation_id;

-- The last weeks of an agent, without the years before them.
drop index conversation_participant_agent;
create index conversation_participant_agent on conversation_participant (company_id, agent_id, joined_at desc);
create index conversation_of_agent_latest on conversation (company_id, agent_id, started_at desc, conversation_id desc);

-- Roles that exist already.
update team_role set permissions = permissions || '{filter.share}'
where built_in in ('owner', 'administrator', 'supervisor') and not 'filter.share' = any (permissions);
