create table card_field (
  company_id uuid not null references company,
  field_id uuid not null,
  -- `name`, `phone` …: what extraction and other modules know a field by.
  built_in text,
  kind text not null,
  name text not null,
  options text[] not null default '{}',
  is_required boolean not null default false,
  is_unique boolean not null default false,
  -- Who may see it; empty: everybody.
  role_ids uuid[] not null default '{}',
  is_enabled boolean not null default true,
  position integer not null,
  created_at timestamptz not null default now(),
  primary key (company_id, field_id)
);
create unique index card_field_built_in on card_field (company_id, built_in) where built_in is not null;
call protect_company_rows('card_field');

create table card (
  company_id uuid not null references company,
  card_id uuid not null,
  -- By field id, in the canonical form of the field's kind. The name is not among them: it is the visitor's.
  field_values jsonb not null default '{}',
  saved_by text not null default '',
  saved_at timestamptz,
  primary key (company_id, card_id)
);
call protect_company_rows('card');

-- Whose card it is. Several visitors of one card are one person.
create table card_visitor (
  company_id uuid not null,
  visitor_id uuid not null,
  card_id uuid not null,
  primary key (company_id, visitor_id),
  foreign key (company_id, card_id) references card
);
create index card_visitor_card on card_visitor (company_id, card_id);
call protect_company_rows('card_visitor');

-- What a card can be found by: one row for each short value, as it is compared.
create table card_key (
  company_id uuid not null,
  card_id uuid not null,
  field_id uuid not null,
  kind text not null,
  value text not null,
  is_unique boolean not null,
  primary key (company_id, card_id, field_id),
  foreign key (company_id, card_id) references card,
  foreign key (company_id, field_id) references card_field on delete cascade
);
create index card_key_value on card_key (company_id, kind, value);
create unique index card_key_unique on card_key (company_id, field_id, value) where is_unique;
call protect_company_rows('card_key');

-- Two people turned out to be one. What is needed to take it back is kept.
create table card_merge (
  company_id uuid not null,
  merge_id uuid not null,
  card_id uuid not null,
  merged_card_id uuid not null,
  -- The visitors that came with the merged card.
  visitor_ids uuid[] not null,
  -- What the surviving card had in the fields that were taken from the other one.
  replaced jsonb not null,
  taken jsonb not null,
  -- Names of all these visitors before.
  names jsonb not null,
  merged_by text not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  primary key (company_id, merge_id),
  foreign key (company_id, card_id) references card,
  foreign key (company_id, merged_card_id) references card
);
create index card_merge_card on card_merge (company_id, card_id) where undone_at is null;
call protect_company_rows('card_merge');

-- Companies that exist already get what new ones are made with.
select set_config('app.scope', 'all', true);
update team_role set permissions = permissions || '{card.manage}'
where built_in in ('owner', 'administrator') and not 'card.manage' = any (permissions);
insert into card_field (company_id, field_id, built_in, kind, name, options, position)
select company_id, gen_random_uuid(), built_in, kind, '', options, position
from company, (values
  ('name', 'text', '{}'::text[], 0), ('phone', 'phone', '{}', 1), ('wechat', 'wechat', '{}', 2), ('qq', 'qq', '{}', 3),
  ('email', 'email', '{}', 4), ('gender', 'select', '{男,女}', 5), ('age', 'number', '{}', 6),
  ('region', 'region', '{}', 7), ('appointment', 'text', '{}', 8), ('need', 'long_text', '{}', 9),
  ('note', 'long_text', '{}', 10)
) as made (built_in, kind, options, position);
select set_config('app.scope', '', true);
