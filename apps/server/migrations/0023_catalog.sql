create table catalog_settings (
  company_id uuid not null references company,
  source text not null default 'none' check (source in ('none', 'import', 'remote')),
  provider_url text not null default '',
  -- The card field that holds the company's own number of a customer.
  customer_field_id uuid,
  rules jsonb not null default '[]',
  primary key (company_id)
);
call protect_company_rows('catalog_settings');

create table catalog_key (
  company_id uuid not null references company,
  key_id uuid not null,
  sealed_secret text not null,
  added_at timestamptz not null,
  primary key (company_id, key_id)
);
call protect_company_rows('catalog_key');

-- What was imported; a company with a system of its own has none.
create table catalog_item (
  company_id uuid not null references company,
  kind text not null check (kind in ('product', 'order', 'coupon')),
  item_id text not null,
  -- Ascending; of orders the newest first.
  position integer not null,
  content jsonb not null,
  -- Lower case, what is searched.
  words text not null,
  -- A product's page, in the one form in which addresses are compared.
  page text,
  phone text,
  customer_id text,
  primary key (company_id, kind, item_id)
);
create index catalog_item_order on catalog_item (company_id, kind, position, item_id);
create index catalog_item_page on catalog_item (company_id, page) where page is not null;
create index catalog_item_phone on catalog_item (company_id, phone) where phone is not null;
create index catalog_item_customer on catalog_item (company_id, customer_id) where customer_id is not null;
call protect_company_rows('catalog_item');

-- Pictures that were loaded once from where a product said. Without a file: there was none to be had.
create table catalog_picture (
  company_id uuid not null references company,
  url_hash bytea not null,
  file_id uuid,
  loaded_at timestamptz not null,
  primary key (company_id, url_hash)
);
call protect_company_rows('catalog_picture');

set local app.scope = 'all';
update team_role set permissions = permissions || '{catalog.manage}'
where built_in in ('owner', 'administrator') and not permissions @> '{catalog.manage}';
