create table file (
  company_id uuid not null references company,
  file_id uuid not null,
  -- announced: an address was given out. stored: the bytes are there, checked.
  status text not null check (status in ('announced', 'stored')),
  purpose text not null,
  name text not null,
  size_bytes bigint not null,
  content_type text not null default '',
  width integer,
  height integer,
  uploaded_by_agent_id uuid,
  -- The visitor who uploaded it, or in whose conversation an agent sent it: he may load it.
  visitor_id uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, file_id)
);
create index file_announced on file (created_at) where status = 'announced';
call protect_company_rows('file');
