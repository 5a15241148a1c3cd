create table file (
  company_id uuid not null references company,
  file_id uuid not null,
  -- announced: an address was given out. storing: the bytes have arrived and are being put away. stored: they are there.
  status text not null check (status in ('announced', 'storing', 'stored')),
  purpose text not null check (purpose in ('message', 'avatar')),
  name text not null,
  size_bytes bigint not null,
  content_type text not null default '',
  width integer,
  height integer,
  -- Null when a visitor uploaded it.
  uploaded_by_agent_id uuid,
  -- The visitor who uploaded it, or in whose conversation an agent sent it: he may load it.
  visitor_id uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, file_id)
);
create index file_unfinished on file (created_at) where status <> 'stored';
-- What a visitor uploaded lately is counted at each upload.
create index file_of_visitor on file (company_id, visitor_id, created_at) where uploaded_by_agent_id is null;
call protect_company_rows('file');
