create table shield_block (
  company_id uuid not null references company,
  block_id uuid not null,
  -- Either one visitor, or an address or a range of them in its shortest form (203.0.113.0/24).
  visitor_id uuid,
  address text,
  reason text not null default '',
  agent_id uuid not null,
  created_at timestamptz not null default now(),
  -- Null: until somebody lifts it.
  until timestamptz,
  primary key (company_id, block_id),
  check (num_nonnulls(visitor_id, address) = 1)
);
create unique index shield_block_visitor on shield_block (company_id, visitor_id) where visitor_id is not null;
create unique index shield_block_address on shield_block (company_id, address) where address is not null;
call protect_company_rows('shield_block');

-- What somebody who is kept out reads; without a row the words of the house.
create table shield_notice (
  company_id uuid not null references company,
  words jsonb not null,
  primary key (company_id)
);
call protect_company_rows('shield_notice');

set local app.scope = 'all';
update team_role set permissions = permissions || '{shield.block}'
where built_in in ('owner', 'administrator', 'supervisor', 'agent') and not permissions @> '{shield.block}';
update team_role set permissions = permissions || '{shield.manage}'
where built_in in ('owner', 'administrator', 'supervisor') and not permissions @> '{shield.manage}';
