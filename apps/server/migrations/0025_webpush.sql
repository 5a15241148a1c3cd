-- Devices on which an agent is notified when no page of his is open. Each belongs to a login and ends with it.
create table webpush_subscription (
  company_id uuid not null,
  webpush_subscription_id uuid not null,
  agent_id uuid not null,
  session_id uuid not null,
  -- Where the browser's push service takes messages, and the keys for them, sealed: who knows them could write to the device.
  target text not null,
  -- Of the address, so that a browser is found again without opening the seal.
  endpoint_hash bytea not null,
  device text not null,
  locale text not null,
  kinds text[] not null,
  created_at timestamptz not null,
  last_sent_at timestamptz,
  primary key (company_id, webpush_subscription_id),
  unique (company_id, endpoint_hash),
  unique (company_id, session_id),
  foreign key (company_id, agent_id) references team_agent on delete cascade,
  foreign key (company_id, session_id) references security_session on delete cascade
);
create index webpush_subscription_agent on webpush_subscription (company_id, agent_id);
call protect_company_rows('webpush_subscription');

create table webpush_settings (
  company_id uuid primary key references company,
  -- Whether notifications show what was said, or only who wrote.
  shows_text boolean not null
);
call protect_company_rows('webpush_settings');
