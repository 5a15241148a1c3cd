create table conversation (
  company_id uuid not null references company,
  conversation_id uuid not null,
  visitor_id uuid not null,
  visit_id uuid,
  site_id uuid not null,
  style_id uuid,
  channel text not null default 'web',
  status text not null check (status in ('queued', 'open', 'closed')),
  agent_id uuid,
  group_id uuid,
  started_at timestamptz not null default now(),
  -- Position in the queue: who waits longest is next. Kept by a conversation that is handed back.
  queued_at timestamptz,
  assigned_at timestamptz,
  first_answered_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  -- Summary, written a few times a second from the messages, and rebuilt from them after a crash.
  last_seq integer not null default 0,
  last_message_from text,
  last_message_type text,
  last_message_text text,
  last_message_at timestamptz,
  waiting_since timestamptz,
  visitor_read_seq integer not null default 0,
  agent_read_seq integer not null default 0,
  -- Messages up to here are in conversation_search.
  indexed_seq integer not null default 0,
  -- When something is due even if nobody speaks (queue too long, silent visitor …).
  wake_at timestamptz,
  primary key (company_id, conversation_id),
  foreign key (company_id, visitor_id) references visitor
) with (fillfactor = 70);
-- A visitor has one conversation at a time.
create unique index conversation_current on conversation (company_id, visitor_id) where status <> 'closed';
create index conversation_of_visitor on conversation (company_id, visitor_id, started_at desc);
create index conversation_of_agent on conversation (company_id, agent_id) where status = 'open';
create index conversation_queue on conversation (company_id, queued_at) where status = 'queued';
create index conversation_latest on conversation (company_id, started_at desc, conversation_id desc);
create index conversation_wake on conversation (wake_at) where wake_at is not null;
call protect_company_rows('conversation');

create table conversation_message (
  company_id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  message_id uuid not null,
  sender text not null,
  sender_id uuid,
  body jsonb not null,
  sent_at timestamptz not null default now(),
  primary key (company_id, conversation_id, seq),
  -- Why a message sent twice is never there twice, not even in the next conversation of its visitor.
  unique (company_id, message_id)
);
call protect_company_rows('conversation_message');

create table conversation_participant (
  company_id uuid not null,
  conversation_id uuid not null,
  agent_id uuid not null,
  read_seq integer not null default 0,
  joined_at timestamptz not null default now(),
  primary key (company_id, conversation_id, agent_id),
  foreign key (company_id, conversation_id) references conversation
);
create index conversation_participant_agent on conversation_participant (company_id, agent_id);
call protect_company_rows('conversation_participant');

create table conversation_search (
  company_id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  sender text not null,
  sender_id uuid,
  sent_at timestamptz not null,
  -- Words as segmented by the server; PostgreSQL has no Chinese tokenizer.
  words tsvector not null,
  primary key (company_id, conversation_id, seq)
);
create index conversation_search_words on conversation_search using gin (words);
create index conversation_search_time on conversation_search (company_id, sent_at desc);
call protect_company_rows('conversation_search');
