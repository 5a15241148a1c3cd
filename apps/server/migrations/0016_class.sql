-- What the company calls its kinds of conversations: a tree. A removed one is no longer offered and keeps its name.
create table conversation_class (
  company_id uuid not null references company,
  class_id uuid not null,
  parent_id uuid,
  name text not null,
  colour text not null,
  position integer not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (company_id, class_id),
  foreign key (company_id, parent_id) references conversation_class
);
create unique index conversation_class_name on conversation_class (company_id, parent_id, lower(name)) nulls not distinct
  where removed_at is null;
call protect_company_rows('conversation_class');

-- One row for a company that has decided.
create table conversation_class_rule (
  company_id uuid primary key references company,
  is_required boolean not null
);
call protect_company_rows('conversation_class_rule');

create table conversation_classified (
  company_id uuid not null,
  conversation_id uuid not null,
  class_id uuid not null,
  agent_id uuid not null,
  classified_at timestamptz not null default now(),
  primary key (company_id, conversation_id, class_id),
  foreign key (company_id, conversation_id) references conversation,
  foreign key (company_id, class_id) references conversation_class
);
create index conversation_classified_class on conversation_classified (company_id, class_id);
call protect_company_rows('conversation_classified');

-- What an agent puts on a conversation for himself alone. It goes when the conversation ends.
create table conversation_mark (
  company_id uuid not null,
  agent_id uuid not null,
  conversation_id uuid not null,
  is_pinned boolean not null default false,
  is_unread boolean not null default false,
  primary key (company_id, agent_id, conversation_id),
  foreign key (company_id, conversation_id) references conversation
);
create index conversation_mark_conversation on conversation_mark (company_id, conversation_id);
call protect_company_rows('conversation_mark');

-- Roles that exist already.
set local app.scope = 'all';
update team_role set permissions = permissions || '{class.manage}'
where built_in in ('owner', 'administrator', 'supervisor') and not 'class.manage' = any (permissions);
