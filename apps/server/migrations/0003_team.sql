create table team_role (
  company_id uuid not null references company,
  role_id uuid not null,
  built_in text,
  name text not null,
  permissions text[] not null,
  data_scope text not null,
  created_at timestamptz not null default now(),
  primary key (company_id, role_id),
  unique (company_id, built_in)
);
call protect_company_rows('team_role');

create table team_agent (
  company_id uuid not null references company,
  agent_id uuid not null,
  number integer not null,
  account text not null,
  name text not null,
  nickname text not null,
  avatar_file_id uuid,
  email text not null default '',
  phone text not null default '',
  role_id uuid not null,
  site_ids uuid[] not null default '{}',
  capacity integer not null default 10,
  is_enabled boolean not null default true,
  is_owner boolean not null default false,
  password_hash text not null,
  must_change_password boolean not null default false,
  chosen_state text not null default 'online',
  -- When routing last gave this agent a conversation: breaks ties between equally busy agents.
  last_assigned_at timestamptz,
  last_login_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, agent_id),
  unique (company_id, number),
  foreign key (company_id, role_id) references team_role
);
create unique index team_agent_account on team_agent (company_id, lower(account));
call protect_company_rows('team_agent');

create table team_group (
  company_id uuid not null references company,
  group_id uuid not null,
  parent_id uuid,
  name text not null,
  leader_id uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, group_id),
  foreign key (company_id, parent_id) references team_group,
  foreign key (company_id, leader_id) references team_agent
);
call protect_company_rows('team_group');

create table team_group_member (
  company_id uuid not null,
  group_id uuid not null,
  agent_id uuid not null,
  primary key (company_id, group_id, agent_id),
  foreign key (company_id, group_id) references team_group on delete cascade,
  foreign key (company_id, agent_id) references team_agent on delete cascade
);
create index team_group_member_agent on team_group_member (company_id, agent_id);
call protect_company_rows('team_group_member');

-- An agent's live sockets. He is offline when no row of a living node is left, after a short grace (released_at).
create table team_connection (
  company_id uuid not null,
  connection_id uuid not null,
  agent_id uuid not null,
  session_id uuid not null,
  node_id uuid not null,
  opened_at timestamptz not null default now(),
  -- Set when the socket closed; the row still counts until then plus the grace, so that a reload is no absence.
  released_at timestamptz,
  primary key (company_id, connection_id)
);
create index team_connection_agent on team_connection (company_id, agent_id);
create index team_connection_node on team_connection (node_id);
call protect_company_rows('team_connection');
