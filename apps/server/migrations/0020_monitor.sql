-- Every change of an agent's effective state, written with the change itself: how long he was there, and how.
create table team_state_change (
  company_id uuid not null,
  agent_id uuid not null,
  at timestamptz not null,
  state text not null,
  primary key (company_id, agent_id, at),
  foreign key (company_id, agent_id) references team_agent on delete cascade
);
call protect_company_rows('team_state_change');

-- What an agent did in a conversation on a day, read from its messages. Counting again comes to the same.
create table monitor_talk (
  company_id uuid not null references company,
  conversation_id uuid not null,
  agent_id uuid not null,
  day date not null,
  -- Whether it came to him on this day.
  received integer not null,
  first_responses integer not null,
  first_response_ms bigint not null,
  responses integer not null,
  response_ms bigint not null,
  primary key (company_id, conversation_id, agent_id, day)
);
create index monitor_talk_day on monitor_talk (company_id, day);
call protect_company_rows('monitor_talk');

-- The sums of monitor_talk, kept as it changes.
create table monitor_day (
  company_id uuid not null references company,
  agent_id uuid not null,
  day date not null,
  received integer not null default 0,
  first_responses integer not null default 0,
  first_response_ms bigint not null default 0,
  responses integer not null default 0,
  response_ms bigint not null default 0,
  primary key (company_id, agent_id, day)
);
call protect_company_rows('monitor_day');

-- Who left the sites today.
create index visitor_visit_left on visitor_visit (company_id, left_at desc) where left_at is not null;

set local app.scope = 'all';
update team_role set permissions = permissions || '{team.monitor}'
where built_in in ('owner', 'administrator', 'supervisor') and not permissions @> '{team.monitor}';
