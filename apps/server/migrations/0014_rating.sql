create table rating_settings (
  company_id uuid not null references company,
  is_on boolean not null,
  invites_at_end boolean not null,
  site_ids_without_invitation uuid[] not null default '{}',
  -- [{ text: { "zh-CN", "en-US" }, stars: [1, 2] }]
  tags jsonb not null,
  asks_comment boolean not null,
  primary key (company_id)
);
call protect_company_rows('rating_settings');

-- One row for a conversation whose visitor was asked; the columns of the answer are filled once.
create table rating (
  company_id uuid not null references company,
  conversation_id uuid not null,
  visitor_id uuid not null,
  site_id uuid not null,
  -- Whom it concerns: who had the conversation when the visitor was asked.
  agent_id uuid,
  invited_by uuid,
  invited_at timestamptz not null,
  stars smallint check (stars between 1 and 5),
  tags text[] not null default '{}',
  comment text not null default '',
  rated_at timestamptz,
  primary key (company_id, conversation_id)
);
create index rating_of_agent on rating (company_id, agent_id, rated_at) where rated_at is not null;
call protect_company_rows('rating');

-- Companies that exist already: their built-in roles get what new companies' have.
select set_config('app.scope', 'all', true);
update team_role set permissions = permissions || array['rating.manage'] where built_in in ('owner', 'administrator');
