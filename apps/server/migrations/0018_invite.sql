create table invite (
  company_id uuid not null references company,
  invite_id uuid not null,
  visitor_id uuid not null,
  visit_id uuid not null,
  agent_id uuid not null,
  kind text not null check (kind in ('invite', 'force')),
  text text not null,
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- When it was drawn in front of the visitor.
  seen_at timestamptz,
  -- Null while it waits for an answer.
  outcome text check (outcome in ('accepted', 'refused', 'expired')),
  ended_at timestamptz,
  primary key (company_id, invite_id)
);
-- A visitor is asked once at a time.
create unique index invite_waiting on invite (company_id, visitor_id) where outcome is null;
create index invite_expiry on invite (expires_at) where outcome is null;
create index invite_of_visit on invite (company_id, visit_id, sent_at desc);
create index invite_of_visitor on invite (company_id, visitor_id, ended_at desc);
create index invite_sent on invite (company_id, sent_at);
call protect_company_rows('invite');

set local app.scope = 'all';
update team_role set permissions = permissions || '{invite.send}'
where built_in in ('owner', 'administrator', 'supervisor', 'agent') and not permissions @> '{invite.send}';
