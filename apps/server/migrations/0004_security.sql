create table security_session (
  company_id uuid not null,
  session_id uuid not null,
  agent_id uuid not null,
  -- SHA-256 of the token; the token itself is nowhere.
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  ip inet not null,
  region text not null default '',
  user_agent text not null default '',
  primary key (company_id, session_id),
  unique (company_id, token_hash),
  foreign key (company_id, agent_id) references team_agent on delete cascade
);
create index security_session_agent on security_session (company_id, agent_id) where ended_at is null;
call protect_company_rows('security_session');

-- Failures counted per key (an account, an address) across all nodes. Read before a company is known to exist, so it
-- has no company: keys are hashes.
create table security_throttle (
  key bytea primary key,
  failures integer not null,
  window_started_at timestamptz not null,
  blocked_until timestamptz
);

create table security_login (
  company_id uuid not null,
  login_id uuid not null,
  at timestamptz not null default now(),
  account text not null,
  agent_id uuid,
  outcome text not null,
  ip inet not null,
  region text not null default '',
  user_agent text not null default '',
  primary key (company_id, login_id)
);
call protect_company_rows('security_login');

create table security_audit (
  company_id uuid not null,
  audit_id uuid not null,
  at timestamptz not null default now(),
  agent_id uuid,
  agent_name text not null,
  action text not null,
  subject text,
  detail jsonb not null default '{}',
  ip inet,
  primary key (company_id, audit_id)
);
call protect_company_rows('security_audit');
-- Append only: not even the application can change what it recorded.
revoke update, delete on security_audit, security_login from youwen_app;
