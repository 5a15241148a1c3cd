create table appointment_template (
  company_id uuid not null references company,
  template_id uuid not null,
  name text not null,
  style text not null,
  title text not null,
  place text not null,
  address text not null,
  telephone text not null,
  notice text not null,
  -- What is asked for beside name, phone and time: [{ fieldId, name, kind, options, isRequired, isOnCard }].
  fields jsonb not null,
  position integer not null,
  created_at timestamptz not null default now(),
  -- Appointments of a removed template keep it.
  removed_at timestamptz,
  primary key (company_id, template_id)
);
create unique index appointment_template_name on appointment_template (company_id, lower(name)) where removed_at is null;
call protect_company_rows('appointment_template');

create table appointment (
  company_id uuid not null references company,
  appointment_id uuid not null,
  -- What the visitor says at the counter.
  number text not null,
  template_id uuid not null,
  state text not null check (state in ('made', 'arrived', 'no_show', 'cancelled')),
  name text not null,
  -- As E.164, or empty.
  phone text not null,
  at timestamptz not null,
  -- By field id of the template.
  field_values jsonb not null,
  note text not null,
  -- Name, phone and number with all their endings, so that a part of one is the beginning of a word.
  words tsvector not null,
  visitor_id uuid,
  conversation_id uuid,
  agent_id uuid not null,
  -- Of the token in the address of its card. The token itself is made of the id with the server's secret: who reads the
  -- database opens no card, and who may see the appointment is shown the address again.
  token_hash bytea not null,
  sent_at timestamptz,
  -- Which phone was told that it was made: the same card sent again is no second short message.
  told_phone text not null default '',
  -- When somebody is reminded next; null: nobody any more.
  remind_at timestamptz,
  revision integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (company_id, appointment_id),
  unique (company_id, number),
  foreign key (company_id, template_id) references appointment_template
);
create index appointment_at on appointment (company_id, at, appointment_id);
create index appointment_state on appointment (company_id, state, at, appointment_id);
create index appointment_made on appointment (company_id, created_at, appointment_id);
create index appointment_of_agent on appointment (company_id, agent_id, at);
create index appointment_of_visitor on appointment (company_id, visitor_id) where visitor_id is not null;
create index appointment_due on appointment (remind_at) where remind_at is not null;
-- Whoever opens a card has no company yet.
create unique index appointment_token on appointment (token_hash);
create index appointment_words on appointment using gin (words);
call protect_company_rows('appointment');

-- As with tickets (0028_ticket_search): row-level security would keep the planner from using the index. The function runs
-- as the owner and checks by itself that the transaction may see the company.
create policy search_by_owner on appointment for select to current_user using (true);
create function search_appointments(in_company uuid, in_words tsquery, in_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.appointment_id from public.appointment a
  where a.company_id = in_company
    and (in_company = public.app_company() or public.app_serves_all())
    and a.words @@ in_words
  limit in_limit
$$;
revoke all on function search_appointments from public;
grant execute on function search_appointments to youwen_app;

-- What became of it, in order.
create table appointment_entry (
  company_id uuid not null,
  -- Of a message that sent its card: the message's; of what was told to a phone: the short message's.
  entry_id uuid not null,
  appointment_id uuid not null,
  agent_id uuid,
  body jsonb not null,
  at timestamptz not null,
  primary key (company_id, entry_id),
  foreign key (company_id, appointment_id) references appointment
);
create index appointment_entry_order on appointment_entry (company_id, appointment_id, at, entry_id);
call protect_company_rows('appointment_entry');

create table appointment_settings (
  company_id uuid primary key references company,
  -- By what is told: { isOn, code, text, variables }.
  pushes jsonb not null,
  -- Hours before the time.
  reminders integer[] not null
);
call protect_company_rows('appointment_settings');

-- Companies that exist already: their built-in roles get what new companies' have.
select set_config('app.scope', 'all', true);
update team_role set permissions = permissions || array['appointment.handle', 'appointment.manage']
  where built_in in ('owner', 'administrator', 'supervisor');
update team_role set permissions = permissions || array['appointment.handle'] where built_in = 'agent';
