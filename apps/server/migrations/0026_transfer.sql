-- Handing over with acceptance: somebody is asked, and until he accepts the conversation stays where it is.
create table conversation_transfer (
  company_id uuid not null,
  transfer_id uuid not null,
  conversation_id uuid not null,
  by_agent_id uuid not null,
  to_agent_id uuid,
  to_group_id uuid,
  note text not null default '',
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  -- Null while it waits for an answer. Overtaken: the conversation was closed, taken or handed over meanwhile.
  outcome text check (outcome in ('accepted', 'declined', 'cancelled', 'expired', 'overtaken')),
  -- Who brought it about; null: nobody did.
  ended_by uuid,
  ended_at timestamptz,
  primary key (company_id, transfer_id),
  foreign key (company_id, conversation_id) references conversation,
  check (num_nonnulls(to_agent_id, to_group_id) = 1),
  check ((outcome is null) = (ended_at is null))
);
-- A conversation is offered once at a time.
create unique index conversation_transfer_waiting on conversation_transfer (company_id, conversation_id) where outcome is null;
create index conversation_transfer_of_conversation on conversation_transfer (company_id, conversation_id, asked_at desc);
call protect_company_rows('conversation_transfer');

-- Who was asked: one colleague, or those of a group who were there. The first to accept gets it.
create table conversation_transfer_asked (
  company_id uuid not null,
  transfer_id uuid not null,
  agent_id uuid not null,
  declined_at timestamptz,
  reason text not null default '',
  primary key (company_id, transfer_id, agent_id),
  foreign key (company_id, transfer_id) references conversation_transfer on delete cascade
);
create index conversation_transfer_asked_agent on conversation_transfer_asked (company_id, agent_id)
  where declined_at is null;
call protect_company_rows('conversation_transfer_asked');

-- One row for a company that has decided.
create table conversation_transfer_rule (
  company_id uuid primary key references company,
  accept_within_seconds integer not null check (accept_within_seconds between 10 and 600)
);
call protect_company_rows('conversation_transfer_rule');
