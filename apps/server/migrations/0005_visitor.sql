create table visitor (
  company_id uuid not null references company,
  visitor_id uuid not null,
  site_id uuid not null,
  name text not null default '',
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  visit_count integer not null default 0,
  primary key (company_id, visitor_id)
);
call protect_company_rows('visitor');

create table visitor_visit (
  company_id uuid not null,
  visit_id uuid not null,
  visitor_id uuid not null,
  site_id uuid not null,
  style_id uuid,
  started_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- Null while a page is open on a living node.
  left_at timestamptz,
  -- The nodes that hold a connection of it: two tabs may be on two nodes. Empty once it is left.
  node_ids uuid[] not null default '{}',
  landing_url text not null default '',
  source_kind text not null,
  referrer text not null default '',
  search_engine text,
  keyword text,
  campaign jsonb not null default '{}',
  click_ids jsonb not null default '{}',
  ip inet not null,
  country text not null default '',
  province text not null default '',
  city text not null default '',
  isp text not null default '',
  terminal text not null,
  os text not null default '',
  browser text not null default '',
  app text,
  screen text not null default '',
  language text not null default '',
  time_zone text not null default '',
  page_count integer not null default 0,
  current_url text not null default '',
  current_title text not null default '',
  primary key (company_id, visit_id),
  foreign key (company_id, visitor_id) references visitor
);
create index visitor_visit_visitor on visitor_visit (company_id, visitor_id, started_at desc);
create index visitor_visit_live on visitor_visit (company_id, started_at desc) where left_at is null;
-- For the sweep of nodes that died.
create index visitor_visit_nodes on visitor_visit using gin (node_ids) where left_at is null;
call protect_company_rows('visitor_visit');

create table visitor_page_view (
  company_id uuid not null,
  page_view_id uuid not null,
  visit_id uuid not null,
  url text not null,
  title text not null default '',
  at timestamptz not null default now(),
  duration_ms integer,
  primary key (company_id, page_view_id)
);
create index visitor_page_view_visit on visitor_page_view (company_id, visit_id, at);
call protect_company_rows('visitor_page_view');
