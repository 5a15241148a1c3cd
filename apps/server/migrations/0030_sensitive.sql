-- What visitors, and what agents, had better not say, and what happens when they do.
create table shield_word (
  company_id uuid not null references company,
  word_id uuid not null,
  side text not null check (side in ('visitor', 'agent')),
  word text not null,
  -- What is compared: simplified characters, small letters, nothing between them.
  plain text not null,
  action text not null check (action in ('watch', 'notify', 'mask', 'warn', 'block')),
  is_on boolean not null default true,
  primary key (company_id, word_id)
);
create unique index shield_word_plain on shield_word (company_id, side, plain);
call protect_company_rows('shield_word');

-- What a visitor reads whose message was not sent, or who was warned; without a row the words of the house.
create table shield_word_notice (
  company_id uuid not null references company,
  words jsonb not null,
  primary key (company_id)
);
call protect_company_rows('shield_word_notice');

-- Where words were said, or somebody tried to say them.
create table shield_word_hit (
  company_id uuid not null references company,
  hit_id uuid not null,
  at timestamptz not null default now(),
  side text not null,
  -- The strictest of what happened.
  action text not null,
  words text[] not null,
  -- Whether whoever reviews hits is told of it.
  is_told boolean not null,
  agent_id uuid,
  visitor_id uuid not null,
  -- Null: it was not let through, and there was no conversation yet.
  conversation_id uuid,
  message_id uuid not null,
  -- Null: it was not let through.
  seq integer,
  -- What was written, shortened: only where one of the words says that it is kept.
  said text,
  primary key (company_id, hit_id)
);
-- A message that is sent again and again is one.
create unique index shield_word_hit_message on shield_word_hit (company_id, message_id);
create index shield_word_hit_at on shield_word_hit (at);
call protect_company_rows('shield_word_hit');

-- Up to when an agent has looked at them.
create table shield_word_seen (
  company_id uuid not null references company,
  agent_id uuid not null,
  seen_at timestamptz not null,
  primary key (company_id, agent_id)
);
call protect_company_rows('shield_word_seen');

-- What a conversation's row says of it: [{ word, watched }].
alter table conversation add column sensitive jsonb not null default '[]';

set local app.scope = 'all';
update team_role set permissions = permissions || '{sensitive.manage}'
where built_in in ('owner', 'administrator', 'supervisor') and not permissions @> '{sensitive.manage}';
update team_role set permissions = permissions || '{sensitive.review}'
where built_in in ('owner', 'administrator', 'supervisor') and not permissions @> '{sensitive.review}';
set local app.scope = '';
