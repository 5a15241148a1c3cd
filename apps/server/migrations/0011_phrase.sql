-- Folders and phrases in one table: they stand among each other in one order and are moved alike.
create table phrase (
  company_id uuid not null references company,
  phrase_id uuid not null,
  -- Whose tree: the company's own id is the shared one, an agent's id his own.
  owner_id uuid not null,
  -- Null: at the top.
  folder_id uuid,
  kind text not null check (kind in ('folder', 'phrase')),
  title text not null,
  code text not null default '',
  -- What is sent, as the contract's SendBody. Folders have none.
  body jsonb check ((kind = 'folder') = (body is null)),
  -- Among those in the same folder. Moving takes the middle between two neighbours.
  position double precision not null,
  -- The tree's revision when it was last changed.
  revision bigint not null,
  -- Kept, so that who has an older revision hears that it is gone.
  removed_at timestamptz,
  primary key (company_id, phrase_id),
  foreign key (company_id, folder_id) references phrase
);
create index phrase_changes on phrase (company_id, owner_id, revision, phrase_id);
create index phrase_in_folder on phrase (company_id, folder_id) where removed_at is null;
create unique index phrase_code on phrase (company_id, owner_id, lower(code)) where code <> '' and removed_at is null;
call protect_company_rows('phrase');

-- Counts the changes of a tree. Its row is the lock under which a tree is changed, so that revisions are committed in order.
create table phrase_tree (
  company_id uuid not null references company,
  owner_id uuid not null,
  revision bigint not null,
  primary key (company_id, owner_id)
);
call protect_company_rows('phrase_tree');

create table phrase_use (
  company_id uuid not null references company,
  agent_id uuid not null,
  phrase_id uuid not null,
  count integer not null,
  last_used_at timestamptz not null,
  primary key (company_id, agent_id, phrase_id),
  foreign key (company_id, phrase_id) references phrase
);
create index phrase_use_most on phrase_use (company_id, agent_id, count desc);
call protect_company_rows('phrase_use');

-- Files that are sent again and again. uploader: by who uploaded it; company: by every agent.
alter table file add reusable_by text check (reusable_by in ('uploader', 'company'));
-- Visitors to whom a reusable file was sent: each of them may load it. Of other files, visitor_id says it.
create table file_recipient (
  company_id uuid not null,
  file_id uuid not null,
  visitor_id uuid not null,
  primary key (company_id, file_id, visitor_id),
  foreign key (company_id, file_id) references file on delete cascade
);
call protect_company_rows('file_recipient');
-- sheet: a spreadsheet on its way in or out, kept for a day.
alter table file drop constraint file_purpose_check;
alter table file add constraint file_purpose_check check (purpose in ('message', 'avatar', 'sheet'));
create index file_sheet on file (created_at) where purpose = 'sheet';

-- Who may edit the shared tree, in companies that exist already.
set local app.scope = 'all';
update team_role set permissions = array_append(permissions, 'phrase.manage')
where built_in in ('owner', 'administrator', 'supervisor') and not 'phrase.manage' = any(permissions);
set local app.scope = '';
