create table ticket_type (
  company_id uuid not null references company,
  ticket_type_id uuid not null,
  name text not null,
  colour text not null,
  priority text not null,
  due_hours integer,
  created_at timestamptz not null default now(),
  -- Tickets of a removed type keep it.
  removed_at timestamptz,
  primary key (company_id, ticket_type_id)
);
create unique index ticket_type_name on ticket_type (company_id, lower(name)) where removed_at is null;
call protect_company_rows('ticket_type');

create table ticket (
  company_id uuid not null references company,
  ticket_id uuid not null,
  number integer not null,
  title text not null,
  description text not null,
  -- Title and description as segmented by the server. Without an index: row-level security would not let it be used.
  words tsvector not null,
  ticket_type_id uuid,
  -- Ordered: low 0, normal 1, high 2, urgent 3.
  priority smallint not null check (priority between 0 and 3),
  state text not null check (state in ('open', 'in_progress', 'resolved', 'closed')),
  creator_id uuid not null,
  assignee_id uuid,
  group_id uuid,
  watcher_ids uuid[] not null default '{}',
  visitor_id uuid,
  conversation_id uuid,
  at_seq integer,
  due_at timestamptz,
  -- What its people were told about the due time: 0 nothing, 1 that it is near, 2 that it has passed.
  reminded smallint not null default 0,
  comment_count integer not null default 0,
  revision integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (company_id, ticket_id),
  unique (company_id, number),
  foreign key (company_id, ticket_type_id) references ticket_type
);
create index ticket_changed on ticket (company_id, changed_at desc, ticket_id desc);
create index ticket_of_assignee on ticket (company_id, assignee_id) where state in ('open', 'in_progress');
create index ticket_of_visitor on ticket (company_id, visitor_id) where visitor_id is not null;
create index ticket_due on ticket (due_at) where due_at is not null and reminded < 2 and state in ('open', 'in_progress');
call protect_company_rows('ticket');

-- What was said and what changed, in order.
create table ticket_entry (
  company_id uuid not null,
  entry_id uuid not null,
  ticket_id uuid not null,
  agent_id uuid not null,
  body jsonb not null,
  at timestamptz not null,
  primary key (company_id, entry_id),
  foreign key (company_id, ticket_id) references ticket
);
create index ticket_entry_order on ticket_entry (company_id, ticket_id, at, entry_id);
call protect_company_rows('ticket_entry');

-- Files of comments, so that whoever sees the ticket may load them.
create table ticket_file (
  company_id uuid not null,
  file_id uuid not null,
  ticket_id uuid not null,
  primary key (company_id, file_id, ticket_id),
  foreign key (company_id, ticket_id) references ticket
);
call protect_company_rows('ticket_file');

create table ticket_notice (
  company_id uuid not null,
  ticket_notice_id uuid not null,
  -- Who is told.
  agent_id uuid not null,
  ticket_id uuid not null,
  kind text not null,
  -- Who did it; null: the clock.
  actor_id uuid,
  at timestamptz not null,
  read_at timestamptz,
  primary key (company_id, ticket_notice_id),
  foreign key (company_id, ticket_id) references ticket
);
create index ticket_notice_latest on ticket_notice (company_id, agent_id, at desc);
create index ticket_notice_unread on ticket_notice (company_id, agent_id) where read_at is null;
call protect_company_rows('ticket_notice');

-- Companies that exist already: their built-in roles get what new companies' have.
select set_config('app.scope', 'all', true);
update team_role set permissions = permissions || array['ticket.handle', 'ticket.manage']
  where built_in in ('owner', 'administrator', 'supervisor');
update team_role set permissions = permissions || array['ticket.handle'] where built_in = 'agent';
