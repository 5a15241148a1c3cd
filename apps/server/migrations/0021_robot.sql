-- The robot answers in a conversation where this is set: the visitor's messages up to here have been dealt with.
alter table conversation add custody_seq integer;
-- Why the robot handed it over.
alter table conversation add handed_over text check (handed_over in ('asked', 'unknown'));
create index conversation_custody on conversation (company_id, conversation_id) where custody_seq is not null;
create index conversation_of_nobody on conversation (company_id, started_at) where status = 'open' and agent_id is null;

create table robot_settings (
  company_id uuid not null references company,
  name text not null,
  avatar_file_id uuid,
  receives text not null check (receives in ('never', 'first', 'unattended')),
  -- [{ "siteId", "receives" }]: sites where it is otherwise.
  sites jsonb not null,
  answer_at double precision not null,
  suggest_at double precision not null,
  -- { "greeting", "menu", "unknown", "person", "thanks" }
  says jsonb not null,
  person_words text[] not null,
  -- [["退货", "退款"], …]
  synonyms jsonb not null,
  stop_words text[] not null,
  primary key (company_id)
);
call protect_company_rows('robot_settings');

-- Counts what changes answers. Its row is the lock under which knowledge and settings are changed.
create table robot_revision (
  company_id uuid not null references company,
  revision bigint not null,
  primary key (company_id)
);
call protect_company_rows('robot_revision');

-- Topics and questions in one table: they stand among each other in one order and are moved alike.
create table robot_entry (
  company_id uuid not null references company,
  entry_id uuid not null,
  -- Null: at the top.
  topic_id uuid,
  kind text not null check (kind in ('topic', 'question')),
  title text not null,
  variants text[] not null default '{}',
  -- What is answered, as the contract's PhraseBody. Topics have none.
  body jsonb check ((kind = 'topic') = (body is null)),
  is_enabled boolean not null default true,
  -- Among those in the same topic. Moving takes the middle between two neighbours.
  position double precision not null,
  hit_count integer not null default 0,
  last_hit_at timestamptz,
  primary key (company_id, entry_id),
  foreign key (company_id, topic_id) references robot_entry on delete cascade
);
create index robot_entry_in_topic on robot_entry (company_id, topic_id);
call protect_company_rows('robot_entry');

create table robot_unanswered (
  company_id uuid not null references company,
  question_id uuid not null,
  -- What makes two askings the same question: its letters and digits alone, in one form.
  key text not null,
  text text not null,
  count integer not null,
  last_at timestamptz not null,
  conversation_id uuid not null,
  primary key (company_id, question_id),
  unique (company_id, key)
);
create index robot_unanswered_latest on robot_unanswered (company_id, last_at desc, question_id desc);
call protect_company_rows('robot_unanswered');

-- Agents for whom the robot answers.
create table robot_stand_in (
  company_id uuid not null references company,
  agent_id uuid not null,
  since timestamptz not null,
  primary key (company_id, agent_id)
);
call protect_company_rows('robot_stand_in');

-- Who may teach the robot, in companies that exist already.
set local app.scope = 'all';
update team_role set permissions = array_append(permissions, 'robot.manage')
where built_in in ('owner', 'administrator', 'supervisor') and not 'robot.manage' = any(permissions);
set local app.scope = '';
