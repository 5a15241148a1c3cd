-- Colleagues in one conversation: who takes part beside the agent whose conversation it is.
alter table conversation_participant add column is_joined boolean not null default false;
create index conversation_participant_joined on conversation_participant (company_id, agent_id) where is_joined;

-- Who was named in which note. Seen is who has read that far: see conversation_participant.read_seq.
create table conversation_mention (
  company_id uuid not null,
  agent_id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  by_agent_id uuid not null,
  mentioned_at timestamptz not null default now(),
  primary key (company_id, agent_id, conversation_id, seq),
  foreign key (company_id, conversation_id) references conversation
);
create index conversation_mention_latest on conversation_mention (company_id, agent_id, mentioned_at desc);
call protect_company_rows('conversation_mention');

-- What recalled messages said. Their row in the stream no longer says it; only who may read the logs finds it here.
create table conversation_recall (
  company_id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  message_id uuid not null,
  body jsonb not null,
  recalled_at timestamptz not null default now(),
  primary key (company_id, conversation_id, seq),
  foreign key (company_id, conversation_id) references conversation
);
call protect_company_rows('conversation_recall');

-- The message it was sent with was recalled: nobody may load it any more.
alter table file add column withdrawn_at timestamptz;
