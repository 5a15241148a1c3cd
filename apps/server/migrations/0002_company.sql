-- The one list that is read before a company is known: from what a person types or a page carries to its company.
create table company_directory (
  code text primary key,
  company_id uuid not null unique
);

create table company (
  company_id uuid primary key,
  code text not null unique,
  name text not null,
  time_zone text not null default 'Asia/Shanghai',
  locale text not null default 'zh-CN',
  contact jsonb not null default '{}',
  created_at timestamptz not null default now()
);
call protect_company_rows('company');

create table company_site (
  company_id uuid not null references company,
  site_id uuid not null,
  key text not null,
  name text not null,
  allowed_domains text[] not null default '{}',
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (company_id, site_id),
  unique (company_id, key)
);
call protect_company_rows('company_site');

create table company_style (
  company_id uuid not null,
  style_id uuid not null,
  site_id uuid not null,
  name text not null,
  is_default boolean not null default false,
  look jsonb not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (company_id, style_id),
  foreign key (company_id, site_id) references company_site
);
create unique index company_style_one_default on company_style (company_id, site_id) where is_default;
call protect_company_rows('company_style');
