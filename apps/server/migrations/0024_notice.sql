-- The message centre: what is new in the product, what the company announces, what the server warns of.
create table notice (
  company_id uuid not null references company,
  notice_id uuid not null,
  kind text not null check (kind in ('product', 'announcement', 'system')),
  -- When it is to be seen; for an announcement its start, which may be later than its making.
  at timestamptz not null,
  -- Only announcements: when it is over. It stays in the list and counts as unread no more.
  ends_at timestamptz,
  withdrawn_at timestamptz,
  title text not null default '',
  text text not null default '',
  is_important boolean not null default false,
  -- Whom an announcement is for; empty: everybody.
  group_ids uuid[] not null default '{}',
  author_id uuid,
  author_name text not null default '',
  -- product: the version; system: the code of the warning.
  code text not null default '',
  -- What a warning is about when there may be several of one code: a node, a job.
  subject text not null default '',
  params jsonb not null default '{}',
  cleared_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (company_id, notice_id)
);
create index notice_latest on notice (company_id, at desc, notice_id desc);
create index notice_starts on notice (at) where kind = 'announcement';
create index notice_ends on notice (ends_at) where ends_at is not null;
-- A version is told once, a trouble once while it goes on, by however many nodes.
create unique index notice_version on notice (company_id, code) where kind = 'product';
create unique index notice_trouble on notice (company_id, code, subject) where kind = 'system' and cleared_at is null;
call protect_company_rows('notice');

create table notice_read (
  company_id uuid not null,
  agent_id uuid not null,
  notice_id uuid not null,
  read_at timestamptz not null,
  primary key (company_id, agent_id, notice_id),
  foreign key (company_id, notice_id) references notice on delete cascade,
  foreign key (company_id, agent_id) references team_agent on delete cascade
);
create index notice_readers on notice_read (company_id, notice_id);
call protect_company_rows('notice_read');

-- Which optional apps a company does without. What is not here is on.
create table app_switch (
  company_id uuid not null references company,
  app text not null,
  is_on boolean not null,
  switched_at timestamptz not null,
  primary key (company_id, app)
);
call protect_company_rows('app_switch');

-- How much an agent uses an app: each use adds one, and what was there loses half in two weeks.
create table app_use (
  company_id uuid not null,
  agent_id uuid not null,
  app text not null,
  uses double precision not null,
  last_used_at timestamptz not null,
  primary key (company_id, agent_id, app),
  foreign key (company_id, agent_id) references team_agent on delete cascade
);
call protect_company_rows('app_use');

set local app.scope = 'all';
update team_role set permissions = permissions || '{notice.manage}'
where built_in in ('owner', 'administrator') and not permissions @> '{notice.manage}';
update team_role set permissions = permissions || '{app.manage}'
where built_in in ('owner', 'administrator') and not permissions @> '{app.manage}';
