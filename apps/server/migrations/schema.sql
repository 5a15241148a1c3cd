-- Written by `npm run schema` from the migrated database, so that a review sees what a migration does; a test compares.
-- Do not edit, do not run.

CREATE OR REPLACE FUNCTION public.add_job(in_task text, in_payload json, in_key text, in_run_at timestamp with time zone, in_max_attempts integer, in_queue text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform graphile_worker.add_job(
    in_task, in_payload, queue_name => in_queue, run_at => in_run_at, max_attempts => in_max_attempts, job_key => in_key);
end $function$;

CREATE OR REPLACE FUNCTION public.app_company()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.company_id', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION public.app_serves_all()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('app.scope', true), '') = 'all' $function$;

CREATE OR REPLACE PROCEDURE public.protect_company_rows(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy own_company on %s using (company_id = app_company() or app_serves_all()) '
    'with check (company_id = app_company() or app_serves_all())', target);
end $procedure$;

CREATE OR REPLACE FUNCTION public.search_appointments(in_company uuid, in_words tsquery, in_limit integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select a.appointment_id from public.appointment a
  where a.company_id = in_company
    and (in_company = public.app_company() or public.app_serves_all())
    and a.words @@ in_words
  limit in_limit
$function$;

CREATE OR REPLACE FUNCTION public.search_messages(in_company uuid, in_words tsquery, in_sender_id uuid, in_from timestamp with time zone, in_until timestamp with time zone, in_before timestamp with time zone, in_before_conversation uuid, in_before_seq integer, in_limit integer)
 RETURNS TABLE(conversation_id uuid, seq integer, sent_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
declare
  at_once constant integer := 10000;
  looks constant integer := 40;
  all_messages real := (select greatest(reltuples, 0) from pg_class where oid = 'public.conversation_search'::regclass);
  upper_end timestamptz := coalesce(in_before, 'infinity');
  lower_end timestamptz;
  given integer := 0;
  found_now integer;
begin
  -- It runs as the owner, for whom the rows are not filtered: see 0008.
  if not (in_company = public.app_company() or public.app_serves_all()) then return; end if;

  for look in 1 .. looks loop
    lower_end := (
      select s.sent_at from public.conversation_search s
      where s.company_id = in_company
        and (in_sender_id is null or (s.sender = 'agent' and s.sender_id = in_sender_id))
        and (in_from is null or s.sent_at >= in_from)
        and (in_until is null or s.sent_at < in_until)
        and s.sent_at <= upper_end
      order by s.sent_at desc offset at_once limit 1);
    return query
      select l.conversation_id, l.seq, l.sent_at from (
        select s.conversation_id, s.seq, s.sent_at, s.words from public.conversation_search s
        where s.company_id = in_company
          and (in_sender_id is null or (s.sender = 'agent' and s.sender_id = in_sender_id))
          and (in_from is null or s.sent_at >= in_from)
          and (in_until is null or s.sent_at < in_until)
          and s.sent_at <= upper_end
          and (lower_end is null or s.sent_at > lower_end)
          and (in_before is null
            or (s.sent_at, s.conversation_id, s.seq) < (in_before, in_before_conversation, in_before_seq))
        order by s.sent_at desc, s.conversation_id desc, s.seq desc
        -- A fence: else the index of words is read for all that has the word.
        offset 0) l
      where l.words @@ in_words
      order by l.sent_at desc, l.conversation_id desc, l.seq desc
      limit in_limit - given;
    get diagnostics found_now = row_count;
    given := given + found_now;
    if given >= in_limit or lower_end is null then return; end if;
    upper_end := lower_end;
    -- As dense as here: the rows to be looked through until there are enough, against all places in the index.
    exit when (in_limit - given)::real * at_once * at_once > found_now::real * found_now * all_messages;
  end loop;

  return query
    -- All of them before any order: so that no index of times is gone through for a word of long ago.
    with older as materialized (
      select s.conversation_id, s.seq, s.sent_at from public.conversation_search s
      where s.company_id = in_company
        and s.words @@ in_words
        and (in_sender_id is null or (s.sender = 'agent' and s.sender_id = in_sender_id))
        and (in_from is null or s.sent_at >= in_from)
        and (in_until is null or s.sent_at < in_until)
        and s.sent_at <= upper_end
        and (in_before is null
          or (s.sent_at, s.conversation_id, s.seq) < (in_before, in_before_conversation, in_before_seq)))
    select o.conversation_id, o.seq, o.sent_at from older o
    order by o.sent_at desc, o.conversation_id desc, o.seq desc
    limit in_limit - given;
end $function$;

CREATE OR REPLACE FUNCTION public.search_tickets(in_company uuid, in_words tsquery, in_limit integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select t.ticket_id from public.ticket t
  where t.company_id = in_company
    and (in_company = public.app_company() or public.app_serves_all())
    and t.words @@ in_words
  limit in_limit
$function$;

table app_switch
  company_id uuid not null
  app text not null
  is_on boolean not null
  switched_at timestamp with time zone not null
  app_switch_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  app_switch_pkey: PRIMARY KEY (company_id, app)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table app_use
  company_id uuid not null
  agent_id uuid not null
  app text not null
  uses double precision not null
  last_used_at timestamp with time zone not null
  app_use_company_id_agent_id_fkey: FOREIGN KEY (company_id, agent_id) REFERENCES team_agent(company_id, agent_id) ON DELETE CASCADE
  app_use_pkey: PRIMARY KEY (company_id, agent_id, app)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table appointment
  company_id uuid not null
  appointment_id uuid not null
  number text not null
  template_id uuid not null
  state text not null
  name text not null
  phone text not null
  at timestamp with time zone not null
  field_values jsonb not null
  note text not null
  words tsvector not null
  visitor_id uuid
  conversation_id uuid
  agent_id uuid not null
  token_hash bytea not null
  sent_at timestamp with time zone
  told_phone text not null default ''::text
  remind_at timestamp with time zone
  revision integer not null default 1
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  appointment_state_check: CHECK ((state = ANY (ARRAY['made'::text, 'arrived'::text, 'no_show'::text, 'cancelled'::text])))
  appointment_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  appointment_company_id_template_id_fkey: FOREIGN KEY (company_id, template_id) REFERENCES appointment_template(company_id, template_id)
  appointment_pkey: PRIMARY KEY (company_id, appointment_id)
  appointment_company_id_number_key: UNIQUE (company_id, number)
  INDEX appointment_at ON public.appointment USING btree (company_id, at, appointment_id)
  INDEX appointment_due ON public.appointment USING btree (remind_at) WHERE (remind_at IS NOT NULL)
  INDEX appointment_made ON public.appointment USING btree (company_id, created_at, appointment_id)
  INDEX appointment_of_agent ON public.appointment USING btree (company_id, agent_id, at)
  INDEX appointment_of_visitor ON public.appointment USING btree (company_id, visitor_id) WHERE (visitor_id IS NOT NULL)
  INDEX appointment_state ON public.appointment USING btree (company_id, state, at, appointment_id)
  UNIQUE INDEX appointment_token ON public.appointment USING btree (token_hash)
  INDEX appointment_words ON public.appointment USING gin (words)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  policy search_by_owner (r by the owner): using true check the same
  row level security, forced
  youwen_app may delete, insert, select, update

table appointment_entry
  company_id uuid not null
  entry_id uuid not null
  appointment_id uuid not null
  agent_id uuid
  body jsonb not null
  at timestamp with time zone not null
  appointment_entry_company_id_appointment_id_fkey: FOREIGN KEY (company_id, appointment_id) REFERENCES appointment(company_id, appointment_id)
  appointment_entry_pkey: PRIMARY KEY (company_id, entry_id)
  INDEX appointment_entry_order ON public.appointment_entry USING btree (company_id, appointment_id, at, entry_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table appointment_settings
  company_id uuid not null
  pushes jsonb not null
  reminders integer[] not null
  appointment_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  appointment_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table appointment_template
  company_id uuid not null
  template_id uuid not null
  name text not null
  style text not null
  title text not null
  place text not null
  address text not null
  telephone text not null
  notice text not null
  fields jsonb not null
  position integer not null
  created_at timestamp with time zone not null default now()
  removed_at timestamp with time zone
  appointment_template_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  appointment_template_pkey: PRIMARY KEY (company_id, template_id)
  UNIQUE INDEX appointment_template_name ON public.appointment_template USING btree (company_id, lower(name)) WHERE (removed_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table assistant_settings
  company_id uuid not null
  base_url text not null
  model text not null
  sealed_key text
  tasks text[] not null
  monthly_allowance bigint
  assistant_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  assistant_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table assistant_usage
  company_id uuid not null
  month date not null
  task text not null
  calls integer not null
  failures integer not null
  prompt_tokens bigint not null
  completion_tokens bigint not null
  assistant_usage_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  assistant_usage_pkey: PRIMARY KEY (company_id, month, task)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table card
  company_id uuid not null
  card_id uuid not null
  field_values jsonb not null default '{}'::jsonb
  saved_by text not null default ''::text
  saved_at timestamp with time zone
  card_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  card_pkey: PRIMARY KEY (company_id, card_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table card_field
  company_id uuid not null
  field_id uuid not null
  built_in text
  kind text not null
  name text not null
  options text[] not null default '{}'::text[]
  is_required boolean not null default false
  is_unique boolean not null default false
  role_ids uuid[] not null default '{}'::uuid[]
  is_enabled boolean not null default true
  position integer not null
  created_at timestamp with time zone not null default now()
  card_field_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  card_field_pkey: PRIMARY KEY (company_id, field_id)
  UNIQUE INDEX card_field_built_in ON public.card_field USING btree (company_id, built_in) WHERE (built_in IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table card_key
  company_id uuid not null
  card_id uuid not null
  field_id uuid not null
  kind text not null
  value text not null
  is_unique boolean not null
  card_key_company_id_card_id_fkey: FOREIGN KEY (company_id, card_id) REFERENCES card(company_id, card_id)
  card_key_company_id_field_id_fkey: FOREIGN KEY (company_id, field_id) REFERENCES card_field(company_id, field_id) ON DELETE CASCADE
  card_key_pkey: PRIMARY KEY (company_id, card_id, field_id)
  UNIQUE INDEX card_key_unique ON public.card_key USING btree (company_id, field_id, value) WHERE is_unique
  INDEX card_key_value ON public.card_key USING btree (company_id, kind, value)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table card_merge
  company_id uuid not null
  merge_id uuid not null
  card_id uuid not null
  merged_card_id uuid not null
  visitor_ids uuid[] not null
  replaced jsonb not null
  taken jsonb not null
  names jsonb not null
  merged_by text not null
  merged_at timestamp with time zone not null
  undone_at timestamp with time zone
  card_merge_company_id_card_id_fkey: FOREIGN KEY (company_id, card_id) REFERENCES card(company_id, card_id)
  card_merge_company_id_merged_card_id_fkey: FOREIGN KEY (company_id, merged_card_id) REFERENCES card(company_id, card_id)
  card_merge_pkey: PRIMARY KEY (company_id, merge_id)
  INDEX card_merge_card ON public.card_merge USING btree (company_id, card_id) WHERE (undone_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table card_visitor
  company_id uuid not null
  visitor_id uuid not null
  card_id uuid not null
  card_visitor_company_id_card_id_fkey: FOREIGN KEY (company_id, card_id) REFERENCES card(company_id, card_id)
  card_visitor_pkey: PRIMARY KEY (company_id, visitor_id)
  INDEX card_visitor_card ON public.card_visitor USING btree (company_id, card_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table catalog_item
  company_id uuid not null
  kind text not null
  item_id text not null
  position integer not null
  content jsonb not null
  words text not null
  page text
  phone text
  customer_id text
  catalog_item_kind_check: CHECK ((kind = ANY (ARRAY['product'::text, 'order'::text, 'coupon'::text])))
  catalog_item_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  catalog_item_pkey: PRIMARY KEY (company_id, kind, item_id)
  INDEX catalog_item_customer ON public.catalog_item USING btree (company_id, customer_id) WHERE (customer_id IS NOT NULL)
  INDEX catalog_item_order ON public.catalog_item USING btree (company_id, kind, "position", item_id)
  INDEX catalog_item_page ON public.catalog_item USING btree (company_id, page) WHERE (page IS NOT NULL)
  INDEX catalog_item_phone ON public.catalog_item USING btree (company_id, phone) WHERE (phone IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table catalog_key
  company_id uuid not null
  key_id uuid not null
  sealed_secret text not null
  added_at timestamp with time zone not null
  catalog_key_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  catalog_key_pkey: PRIMARY KEY (company_id, key_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table catalog_picture
  company_id uuid not null
  url_hash bytea not null
  file_id uuid
  loaded_at timestamp with time zone not null
  catalog_picture_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  catalog_picture_pkey: PRIMARY KEY (company_id, url_hash)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table catalog_settings
  company_id uuid not null
  source text not null default 'none'::text
  provider_url text not null default ''::text
  customer_field_id uuid
  rules jsonb not null default '[]'::jsonb
  catalog_settings_source_check: CHECK ((source = ANY (ARRAY['none'::text, 'import'::text, 'remote'::text])))
  catalog_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  catalog_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table company
  company_id uuid not null
  code text not null
  name text not null
  time_zone text not null default 'Asia/Shanghai'::text
  locale text not null default 'zh-CN'::text
  contact jsonb not null default '{}'::jsonb
  created_at timestamp with time zone not null default now()
  company_pkey: PRIMARY KEY (company_id)
  company_code_key: UNIQUE (code)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table company_directory
  code text not null
  company_id uuid not null
  company_directory_pkey: PRIMARY KEY (code)
  company_directory_company_id_key: UNIQUE (company_id)
  youwen_app may delete, insert, select, update

table company_site
  company_id uuid not null
  site_id uuid not null
  key text not null
  name text not null
  allowed_domains text[] not null default '{}'::text[]
  created_at timestamp with time zone not null default now()
  removed_at timestamp with time zone
  company_site_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  company_site_pkey: PRIMARY KEY (company_id, site_id)
  company_site_company_id_key_key: UNIQUE (company_id, key)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table company_style
  company_id uuid not null
  style_id uuid not null
  site_id uuid not null
  name text not null
  is_default boolean not null default false
  look jsonb not null
  created_at timestamp with time zone not null default now()
  removed_at timestamp with time zone
  company_style_company_id_site_id_fkey: FOREIGN KEY (company_id, site_id) REFERENCES company_site(company_id, site_id)
  company_style_pkey: PRIMARY KEY (company_id, style_id)
  UNIQUE INDEX company_style_one_default ON public.company_style USING btree (company_id, site_id) WHERE is_default
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation
  company_id uuid not null
  conversation_id uuid not null
  visitor_id uuid not null
  visit_id uuid
  site_id uuid not null
  style_id uuid
  channel text not null default 'web'::text
  status text not null
  agent_id uuid
  group_id uuid
  started_at timestamp with time zone not null default now()
  queued_at timestamp with time zone
  assigned_at timestamp with time zone
  first_answered_at timestamp with time zone
  closed_at timestamp with time zone
  closed_by text
  last_seq integer not null default 0
  last_message_from text
  last_message_type text
  last_message_text text
  last_message_at timestamp with time zone
  waiting_since timestamp with time zone
  visitor_read_seq integer not null default 0
  agent_read_seq integer not null default 0
  indexed_seq integer not null default 0
  wake_at timestamp with time zone
  country text not null default ''::text
  province text not null default ''::text
  city text not null default ''::text
  isp text not null default ''::text
  source_kind text
  search_engine text
  keyword text
  terminal text
  message_count integer not null default 0
  custody_seq integer
  handed_over text
  has_card boolean not null default false
  has_phone boolean not null default false
  visitor_message_count integer not null default 0
  revised_at timestamp with time zone
  sensitive jsonb not null default '[]'::jsonb
  agent_message_count integer not null default 0
  last_spoken_at timestamp with time zone
  person_seq integer
  conversation_handed_over_check: CHECK ((handed_over = ANY (ARRAY['asked'::text, 'unknown'::text])))
  conversation_status_check: CHECK ((status = ANY (ARRAY['queued'::text, 'open'::text, 'closed'::text])))
  conversation_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  conversation_company_id_visitor_id_fkey: FOREIGN KEY (company_id, visitor_id) REFERENCES visitor(company_id, visitor_id)
  conversation_pkey: PRIMARY KEY (company_id, conversation_id)
  UNIQUE INDEX conversation_current ON public.conversation USING btree (company_id, visitor_id) WHERE (status <> 'closed'::text)
  INDEX conversation_custody ON public.conversation USING btree (company_id, conversation_id) WHERE (custody_seq IS NOT NULL)
  INDEX conversation_latest ON public.conversation USING btree (company_id, started_at DESC, conversation_id DESC)
  INDEX conversation_of_agent ON public.conversation USING btree (company_id, agent_id) WHERE (status = 'open'::text)
  INDEX conversation_of_agent_latest ON public.conversation USING btree (company_id, agent_id, started_at DESC, conversation_id DESC)
  INDEX conversation_of_nobody ON public.conversation USING btree (company_id, started_at) WHERE ((status = 'open'::text) AND (agent_id IS NULL))
  INDEX conversation_of_visitor ON public.conversation USING btree (company_id, visitor_id, started_at DESC)
  INDEX conversation_queue ON public.conversation USING btree (company_id, queued_at) WHERE (status = 'queued'::text)
  INDEX conversation_revised ON public.conversation USING btree (revised_at) WHERE (revised_at IS NOT NULL)
  INDEX conversation_wake ON public.conversation USING btree (wake_at) WHERE (wake_at IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  with fillfactor=70
  youwen_app may delete, insert, select, update

table conversation_class
  company_id uuid not null
  class_id uuid not null
  parent_id uuid
  name text not null
  colour text not null
  position integer not null
  created_at timestamp with time zone not null default now()
  removed_at timestamp with time zone
  conversation_class_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  conversation_class_company_id_parent_id_fkey: FOREIGN KEY (company_id, parent_id) REFERENCES conversation_class(company_id, class_id)
  conversation_class_pkey: PRIMARY KEY (company_id, class_id)
  UNIQUE INDEX conversation_class_name ON public.conversation_class USING btree (company_id, parent_id, lower(name)) NULLS NOT DISTINCT WHERE (removed_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_class_rule
  company_id uuid not null
  is_required boolean not null
  changed_at timestamp with time zone
  conversation_class_rule_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  conversation_class_rule_pkey: PRIMARY KEY (company_id)
  INDEX conversation_class_rule_changed ON public.conversation_class_rule USING btree (changed_at) WHERE (changed_at IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_classified
  company_id uuid not null
  conversation_id uuid not null
  class_id uuid not null
  agent_id uuid not null
  classified_at timestamp with time zone not null default now()
  conversation_classified_company_id_class_id_fkey: FOREIGN KEY (company_id, class_id) REFERENCES conversation_class(company_id, class_id)
  conversation_classified_company_id_conversation_id_fkey: FOREIGN KEY (company_id, conversation_id) REFERENCES conversation(company_id, conversation_id)
  conversation_classified_pkey: PRIMARY KEY (company_id, conversation_id, class_id)
  INDEX conversation_classified_class ON public.conversation_classified USING btree (company_id, class_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_mark
  company_id uuid not null
  agent_id uuid not null
  conversation_id uuid not null
  is_pinned boolean not null default false
  is_unread boolean not null default false
  conversation_mark_company_id_conversation_id_fkey: FOREIGN KEY (company_id, conversation_id) REFERENCES conversation(company_id, conversation_id)
  conversation_mark_pkey: PRIMARY KEY (company_id, agent_id, conversation_id)
  INDEX conversation_mark_conversation ON public.conversation_mark USING btree (company_id, conversation_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_mention
  company_id uuid not null
  agent_id uuid not null
  conversation_id uuid not null
  seq integer not null
  by_agent_id uuid not null
  mentioned_at timestamp with time zone not null default now()
  conversation_mention_company_id_conversation_id_fkey: FOREIGN KEY (company_id, conversation_id) REFERENCES conversation(company_id, conversation_id)
  conversation_mention_pkey: PRIMARY KEY (company_id, agent_id, conversation_id, seq)
  INDEX conversation_mention_latest ON public.conversation_mention USING btree (company_id, agent_id, mentioned_at DESC)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_message
  company_id uuid not null
  conversation_id uuid not null
  seq integer not null
  message_id uuid not null
  sender text not null
  sender_id uuid
  body jsonb not null
  sent_at timestamp with time zone not null default now()
  conversation_message_pkey: PRIMARY KEY (company_id, conversation_id, seq)
  conversation_message_company_id_message_id_key: UNIQUE (company_id, message_id)
  INDEX conversation_message_recent ON public.conversation_message USING brin (sent_at)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_participant
  company_id uuid not null
  conversation_id uuid not null
  agent_id uuid not null
  read_seq integer not null default 0
  joined_at timestamp with time zone not null default now()
  is_joined boolean not null default false
  conversation_participant_company_id_conversation_id_fkey: FOREIGN KEY (company_id, conversation_id) REFERENCES conversation(company_id, conversation_id)
  conversation_participant_pkey: PRIMARY KEY (company_id, conversation_id, agent_id)
  INDEX conversation_participant_agent ON public.conversation_participant USING btree (company_id, agent_id, joined_at DESC)
  INDEX conversation_participant_joined ON public.conversation_participant USING btree (company_id, agent_id) WHERE is_joined
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_quality_rule
  company_id uuid not null
  rules jsonb not null
  conversation_quality_rule_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  conversation_quality_rule_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_recall
  company_id uuid not null
  conversation_id uuid not null
  seq integer not null
  message_id uuid not null
  body jsonb not null
  recalled_at timestamp with time zone not null default now()
  conversation_recall_company_id_conversation_id_fkey: FOREIGN KEY (company_id, conversation_id) REFERENCES conversation(company_id, conversation_id)
  conversation_recall_pkey: PRIMARY KEY (company_id, conversation_id, seq)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_search
  company_id uuid not null
  conversation_id uuid not null
  seq integer not null
  sender text not null
  sender_id uuid
  sent_at timestamp with time zone not null
  words tsvector not null
  conversation_search_pkey: PRIMARY KEY (company_id, conversation_id, seq)
  INDEX conversation_search_agent ON public.conversation_search USING btree (company_id, sender_id, sent_at DESC) WHERE (sender = 'agent'::text)
  INDEX conversation_search_time ON public.conversation_search USING btree (company_id, sent_at DESC)
  INDEX conversation_search_words ON public.conversation_search USING gin (words)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  policy search_by_owner (r by the owner): using true check the same
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_transfer
  company_id uuid not null
  transfer_id uuid not null
  conversation_id uuid not null
  by_agent_id uuid not null
  to_agent_id uuid
  to_group_id uuid
  note text not null default ''::text
  asked_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  outcome text
  ended_by uuid
  ended_at timestamp with time zone
  conversation_transfer_check: CHECK ((num_nonnulls(to_agent_id, to_group_id) = 1))
  conversation_transfer_check1: CHECK (((outcome IS NULL) = (ended_at IS NULL)))
  conversation_transfer_outcome_check: CHECK ((outcome = ANY (ARRAY['accepted'::text, 'declined'::text, 'cancelled'::text, 'expired'::text, 'overtaken'::text])))
  conversation_transfer_company_id_conversation_id_fkey: FOREIGN KEY (company_id, conversation_id) REFERENCES conversation(company_id, conversation_id)
  conversation_transfer_pkey: PRIMARY KEY (company_id, transfer_id)
  INDEX conversation_transfer_of_conversation ON public.conversation_transfer USING btree (company_id, conversation_id, asked_at DESC)
  UNIQUE INDEX conversation_transfer_waiting ON public.conversation_transfer USING btree (company_id, conversation_id) WHERE (outcome IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_transfer_asked
  company_id uuid not null
  transfer_id uuid not null
  agent_id uuid not null
  declined_at timestamp with time zone
  reason text not null default ''::text
  conversation_transfer_asked_company_id_transfer_id_fkey: FOREIGN KEY (company_id, transfer_id) REFERENCES conversation_transfer(company_id, transfer_id) ON DELETE CASCADE
  conversation_transfer_asked_pkey: PRIMARY KEY (company_id, transfer_id, agent_id)
  INDEX conversation_transfer_asked_agent ON public.conversation_transfer_asked USING btree (company_id, agent_id) WHERE (declined_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table conversation_transfer_rule
  company_id uuid not null
  accept_within_seconds integer not null
  conversation_transfer_rule_accept_within_seconds_check: CHECK (((accept_within_seconds >= 10) AND (accept_within_seconds <= 600)))
  conversation_transfer_rule_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  conversation_transfer_rule_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table file
  company_id uuid not null
  file_id uuid not null
  status text not null
  purpose text not null
  name text not null
  size_bytes bigint not null
  content_type text not null default ''::text
  width integer
  height integer
  uploaded_by_agent_id uuid
  visitor_id uuid
  created_at timestamp with time zone not null default now()
  reusable_by text
  withdrawn_at timestamp with time zone
  file_purpose_check: CHECK ((purpose = ANY (ARRAY['message'::text, 'avatar'::text, 'sheet'::text])))
  file_reusable_by_check: CHECK ((reusable_by = ANY (ARRAY['uploader'::text, 'company'::text])))
  file_status_check: CHECK ((status = ANY (ARRAY['announced'::text, 'storing'::text, 'stored'::text])))
  file_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  file_pkey: PRIMARY KEY (company_id, file_id)
  INDEX file_of_visitor ON public.file USING btree (company_id, visitor_id, created_at) WHERE (uploaded_by_agent_id IS NULL)
  INDEX file_sheet ON public.file USING btree (created_at) WHERE (purpose = 'sheet'::text)
  INDEX file_unfinished ON public.file USING btree (created_at) WHERE (status <> 'stored'::text)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table file_recipient
  company_id uuid not null
  file_id uuid not null
  visitor_id uuid not null
  file_recipient_company_id_file_id_fkey: FOREIGN KEY (company_id, file_id) REFERENCES file(company_id, file_id) ON DELETE CASCADE
  file_recipient_pkey: PRIMARY KEY (company_id, file_id, visitor_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table filter_saved
  company_id uuid not null
  filter_id uuid not null
  place text not null
  name text not null
  filter jsonb not null
  agent_id uuid not null
  is_shared boolean not null default false
  saved_at timestamp with time zone not null default now()
  filter_saved_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  filter_saved_pkey: PRIMARY KEY (company_id, filter_id)
  UNIQUE INDEX filter_saved_name ON public.filter_saved USING btree (company_id, agent_id, place, lower(name))
  INDEX filter_saved_shared ON public.filter_saved USING btree (company_id, place) WHERE is_shared
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table invite
  company_id uuid not null
  invite_id uuid not null
  visitor_id uuid not null
  visit_id uuid not null
  agent_id uuid not null
  kind text not null
  text text not null
  sent_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  seen_at timestamp with time zone
  outcome text
  ended_at timestamp with time zone
  conversation_id uuid
  invite_kind_check: CHECK ((kind = ANY (ARRAY['invite'::text, 'force'::text])))
  invite_outcome_check: CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text, 'expired'::text])))
  invite_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  invite_pkey: PRIMARY KEY (company_id, invite_id)
  INDEX invite_expiry ON public.invite USING btree (expires_at) WHERE (outcome IS NULL)
  INDEX invite_of_visit ON public.invite USING btree (company_id, visit_id, sent_at DESC)
  INDEX invite_of_visitor ON public.invite USING btree (company_id, visitor_id, ended_at DESC)
  INDEX invite_sent ON public.invite USING btree (company_id, sent_at)
  UNIQUE INDEX invite_waiting ON public.invite USING btree (company_id, visitor_id) WHERE (outcome IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table monitor_day
  company_id uuid not null
  agent_id uuid not null
  day date not null
  received integer not null default 0
  first_responses integer not null default 0
  first_response_ms bigint not null default 0
  responses integer not null default 0
  response_ms bigint not null default 0
  monitor_day_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  monitor_day_pkey: PRIMARY KEY (company_id, agent_id, day)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table monitor_talk
  company_id uuid not null
  conversation_id uuid not null
  agent_id uuid not null
  day date not null
  received integer not null
  first_responses integer not null
  first_response_ms bigint not null
  responses integer not null
  response_ms bigint not null
  monitor_talk_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  monitor_talk_pkey: PRIMARY KEY (company_id, conversation_id, agent_id, day)
  INDEX monitor_talk_day ON public.monitor_talk USING btree (company_id, day)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table node
  node_id uuid not null
  started_at timestamp with time zone not null default now()
  lease_until timestamp with time zone not null
  job_worker text
  node_pkey: PRIMARY KEY (node_id)
  youwen_app may delete, insert, select, update

table notice
  company_id uuid not null
  notice_id uuid not null
  kind text not null
  at timestamp with time zone not null
  ends_at timestamp with time zone
  withdrawn_at timestamp with time zone
  title text not null default ''::text
  text text not null default ''::text
  is_important boolean not null default false
  group_ids uuid[] not null default '{}'::uuid[]
  author_id uuid
  author_name text not null default ''::text
  code text not null default ''::text
  subject text not null default ''::text
  params jsonb not null default '{}'::jsonb
  cleared_at timestamp with time zone
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  notice_kind_check: CHECK ((kind = ANY (ARRAY['product'::text, 'announcement'::text, 'system'::text])))
  notice_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  notice_pkey: PRIMARY KEY (company_id, notice_id)
  INDEX notice_ends ON public.notice USING btree (ends_at) WHERE (ends_at IS NOT NULL)
  INDEX notice_latest ON public.notice USING btree (company_id, at DESC, notice_id DESC)
  INDEX notice_starts ON public.notice USING btree (at) WHERE (kind = 'announcement'::text)
  UNIQUE INDEX notice_trouble ON public.notice USING btree (company_id, code, subject) WHERE ((kind = 'system'::text) AND (cleared_at IS NULL))
  UNIQUE INDEX notice_version ON public.notice USING btree (company_id, code) WHERE (kind = 'product'::text)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table notice_read
  company_id uuid not null
  agent_id uuid not null
  notice_id uuid not null
  read_at timestamp with time zone not null
  notice_read_company_id_agent_id_fkey: FOREIGN KEY (company_id, agent_id) REFERENCES team_agent(company_id, agent_id) ON DELETE CASCADE
  notice_read_company_id_notice_id_fkey: FOREIGN KEY (company_id, notice_id) REFERENCES notice(company_id, notice_id) ON DELETE CASCADE
  notice_read_pkey: PRIMARY KEY (company_id, agent_id, notice_id)
  INDEX notice_readers ON public.notice_read USING btree (company_id, notice_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table phrase
  company_id uuid not null
  phrase_id uuid not null
  owner_id uuid not null
  folder_id uuid
  kind text not null
  title text not null
  code text not null default ''::text
  body jsonb
  position double precision not null
  revision bigint not null
  removed_at timestamp with time zone
  phrase_check: CHECK (((kind = 'folder'::text) = (body IS NULL)))
  phrase_kind_check: CHECK ((kind = ANY (ARRAY['folder'::text, 'phrase'::text])))
  phrase_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  phrase_company_id_folder_id_fkey: FOREIGN KEY (company_id, folder_id) REFERENCES phrase(company_id, phrase_id)
  phrase_pkey: PRIMARY KEY (company_id, phrase_id)
  INDEX phrase_changes ON public.phrase USING btree (company_id, owner_id, revision, phrase_id)
  UNIQUE INDEX phrase_code ON public.phrase USING btree (company_id, owner_id, lower(code)) WHERE ((code <> ''::text) AND (removed_at IS NULL))
  INDEX phrase_in_folder ON public.phrase USING btree (company_id, folder_id) WHERE (removed_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table phrase_tree
  company_id uuid not null
  owner_id uuid not null
  revision bigint not null
  phrase_tree_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  phrase_tree_pkey: PRIMARY KEY (company_id, owner_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table phrase_use
  company_id uuid not null
  agent_id uuid not null
  phrase_id uuid not null
  count integer not null
  last_used_at timestamp with time zone not null
  phrase_use_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  phrase_use_company_id_phrase_id_fkey: FOREIGN KEY (company_id, phrase_id) REFERENCES phrase(company_id, phrase_id)
  phrase_use_pkey: PRIMARY KEY (company_id, agent_id, phrase_id)
  INDEX phrase_use_most ON public.phrase_use USING btree (company_id, agent_id, count DESC)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table rating
  company_id uuid not null
  conversation_id uuid not null
  visitor_id uuid not null
  site_id uuid not null
  agent_id uuid
  invited_by uuid
  invited_at timestamp with time zone not null
  stars smallint
  tags text[] not null default '{}'::text[]
  comment text not null default ''::text
  rated_at timestamp with time zone
  rating_stars_check: CHECK (((stars >= 1) AND (stars <= 5)))
  rating_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  rating_pkey: PRIMARY KEY (company_id, conversation_id)
  INDEX rating_of_agent ON public.rating USING btree (company_id, agent_id, rated_at) WHERE (rated_at IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table rating_settings
  company_id uuid not null
  is_on boolean not null
  invites_at_end boolean not null
  site_ids_without_invitation uuid[] not null default '{}'::uuid[]
  tags jsonb not null
  asks_comment boolean not null
  rating_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  rating_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table robot_entry
  company_id uuid not null
  entry_id uuid not null
  topic_id uuid
  kind text not null
  title text not null
  variants text[] not null default '{}'::text[]
  body jsonb
  is_enabled boolean not null default true
  position double precision not null
  hit_count integer not null default 0
  last_hit_at timestamp with time zone
  robot_entry_check: CHECK (((kind = 'topic'::text) = (body IS NULL)))
  robot_entry_kind_check: CHECK ((kind = ANY (ARRAY['topic'::text, 'question'::text])))
  robot_entry_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  robot_entry_company_id_topic_id_fkey: FOREIGN KEY (company_id, topic_id) REFERENCES robot_entry(company_id, entry_id) ON DELETE CASCADE
  robot_entry_pkey: PRIMARY KEY (company_id, entry_id)
  INDEX robot_entry_in_topic ON public.robot_entry USING btree (company_id, topic_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table robot_revision
  company_id uuid not null
  revision bigint not null
  robot_revision_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  robot_revision_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table robot_settings
  company_id uuid not null
  name text not null
  avatar_file_id uuid
  receives text not null
  sites jsonb not null
  answer_at double precision not null
  suggest_at double precision not null
  says jsonb not null
  person_words text[] not null
  synonyms jsonb not null
  stop_words text[] not null
  wait_limit_seconds integer default 180
  after_wait text not null default 'message'::text
  robot_settings_after_wait_check: CHECK ((after_wait = ANY (ARRAY['message'::text, 'robot'::text])))
  robot_settings_receives_check: CHECK ((receives = ANY (ARRAY['never'::text, 'first'::text, 'unattended'::text])))
  robot_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  robot_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table robot_stand_in
  company_id uuid not null
  agent_id uuid not null
  since timestamp with time zone not null
  robot_stand_in_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  robot_stand_in_pkey: PRIMARY KEY (company_id, agent_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table robot_unanswered
  company_id uuid not null
  question_id uuid not null
  key text not null
  text text not null
  count integer not null
  last_at timestamp with time zone not null
  conversation_id uuid not null
  robot_unanswered_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  robot_unanswered_pkey: PRIMARY KEY (company_id, question_id)
  robot_unanswered_company_id_key_key: UNIQUE (company_id, key)
  INDEX robot_unanswered_latest ON public.robot_unanswered USING btree (company_id, last_at DESC, question_id DESC)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table schema_migration
  name text not null
  checksum text not null
  applied_at timestamp with time zone not null default now()
  schema_migration_pkey: PRIMARY KEY (name)

table security_audit
  company_id uuid not null
  audit_id uuid not null
  at timestamp with time zone not null default now()
  agent_id uuid
  agent_name text not null
  action text not null
  subject text
  detail jsonb not null default '{}'::jsonb
  ip inet
  security_audit_pkey: PRIMARY KEY (company_id, audit_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may insert, select

table security_login
  company_id uuid not null
  login_id uuid not null
  at timestamp with time zone not null default now()
  account text not null
  agent_id uuid
  outcome text not null
  ip inet not null
  region text not null default ''::text
  user_agent text not null default ''::text
  security_login_pkey: PRIMARY KEY (company_id, login_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may insert, select

table security_session
  company_id uuid not null
  session_id uuid not null
  agent_id uuid not null
  token_hash bytea not null
  created_at timestamp with time zone not null default now()
  last_used_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  ended_at timestamp with time zone
  end_reason text
  ip inet not null
  region text not null default ''::text
  user_agent text not null default ''::text
  security_session_company_id_agent_id_fkey: FOREIGN KEY (company_id, agent_id) REFERENCES team_agent(company_id, agent_id) ON DELETE CASCADE
  security_session_pkey: PRIMARY KEY (company_id, session_id)
  security_session_company_id_token_hash_key: UNIQUE (company_id, token_hash)
  INDEX security_session_agent ON public.security_session USING btree (company_id, agent_id) WHERE (ended_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table security_throttle
  key bytea not null
  failures integer not null
  window_started_at timestamp with time zone not null
  blocked_until timestamp with time zone
  security_throttle_pkey: PRIMARY KEY (key)
  youwen_app may delete, insert, select, update

table shield_block
  company_id uuid not null
  block_id uuid not null
  visitor_id uuid
  address text
  reason text not null default ''::text
  agent_id uuid not null
  created_at timestamp with time zone not null default now()
  until timestamp with time zone
  shield_block_check: CHECK ((num_nonnulls(visitor_id, address) = 1))
  shield_block_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  shield_block_pkey: PRIMARY KEY (company_id, block_id)
  UNIQUE INDEX shield_block_address ON public.shield_block USING btree (company_id, address) WHERE (address IS NOT NULL)
  UNIQUE INDEX shield_block_visitor ON public.shield_block USING btree (company_id, visitor_id) WHERE (visitor_id IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table shield_notice
  company_id uuid not null
  words jsonb not null
  shield_notice_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  shield_notice_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table shield_word
  company_id uuid not null
  word_id uuid not null
  side text not null
  word text not null
  plain text not null
  action text not null
  is_on boolean not null default true
  shield_word_action_check: CHECK ((action = ANY (ARRAY['watch'::text, 'notify'::text, 'mask'::text, 'warn'::text, 'block'::text])))
  shield_word_side_check: CHECK ((side = ANY (ARRAY['visitor'::text, 'agent'::text])))
  shield_word_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  shield_word_pkey: PRIMARY KEY (company_id, word_id)
  UNIQUE INDEX shield_word_plain ON public.shield_word USING btree (company_id, side, plain)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table shield_word_hit
  company_id uuid not null
  hit_id uuid not null
  at timestamp with time zone not null default now()
  side text not null
  action text not null
  words text[] not null
  is_told boolean not null
  agent_id uuid
  visitor_id uuid not null
  conversation_id uuid
  message_id uuid not null
  seq integer
  said text
  shield_word_hit_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  shield_word_hit_pkey: PRIMARY KEY (company_id, hit_id)
  INDEX shield_word_hit_at ON public.shield_word_hit USING btree (at)
  UNIQUE INDEX shield_word_hit_message ON public.shield_word_hit USING btree (company_id, message_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table shield_word_notice
  company_id uuid not null
  words jsonb not null
  shield_word_notice_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  shield_word_notice_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table shield_word_seen
  company_id uuid not null
  agent_id uuid not null
  seen_at timestamp with time zone not null
  shield_word_seen_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  shield_word_seen_pkey: PRIMARY KEY (company_id, agent_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table sms_day
  company_id uuid not null
  day date not null
  sent integer not null
  sms_day_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  sms_day_pkey: PRIMARY KEY (company_id, day)
  INDEX sms_day_age ON public.sms_day USING btree (day)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table sms_message
  company_id uuid not null
  sms_id uuid not null
  purpose text not null
  about_id uuid
  phone text not null
  template_code text not null
  sealed text
  state text not null
  failure text
  tries integer not null default 0
  unclear integer not null default 0
  attempt_at timestamp with time zone
  counted_on date
  provider text
  provider_id text
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  sms_message_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  sms_message_pkey: PRIMARY KEY (company_id, sms_id)
  INDEX sms_message_age ON public.sms_message USING btree (created_at)
  INDEX sms_message_attempt ON public.sms_message USING btree (company_id, attempt_at) WHERE (attempt_at IS NOT NULL)
  INDEX sms_message_latest ON public.sms_message USING btree (company_id, created_at DESC, sms_id DESC)
  INDEX sms_message_provider ON public.sms_message USING btree (company_id, provider_id) WHERE (provider_id IS NOT NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table sms_settings
  company_id uuid not null
  provider text
  key_id text not null
  sealed_secret text
  app_id text not null
  region text not null
  sign_name text not null
  daily_limit integer not null
  receipt_serial integer not null default 1
  sms_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  sms_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table team_agent
  company_id uuid not null
  agent_id uuid not null
  number integer not null
  account text not null
  name text not null
  nickname text not null
  avatar_file_id uuid
  email text not null default ''::text
  phone text not null default ''::text
  role_id uuid not null
  site_ids uuid[] not null default '{}'::uuid[]
  capacity integer not null default 10
  is_enabled boolean not null default true
  is_owner boolean not null default false
  password_hash text not null
  must_change_password boolean not null default false
  chosen_state text not null default 'online'::text
  last_assigned_at timestamp with time zone
  last_login_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  team_agent_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  team_agent_company_id_role_id_fkey: FOREIGN KEY (company_id, role_id) REFERENCES team_role(company_id, role_id)
  team_agent_pkey: PRIMARY KEY (company_id, agent_id)
  team_agent_company_id_number_key: UNIQUE (company_id, number)
  UNIQUE INDEX team_agent_account ON public.team_agent USING btree (company_id, lower(account))
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table team_connection
  company_id uuid not null
  connection_id uuid not null
  agent_id uuid not null
  session_id uuid not null
  node_id uuid not null
  opened_at timestamp with time zone not null default now()
  released_at timestamp with time zone
  team_connection_pkey: PRIMARY KEY (company_id, connection_id)
  INDEX team_connection_agent ON public.team_connection USING btree (company_id, agent_id)
  INDEX team_connection_node ON public.team_connection USING btree (node_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table team_group
  company_id uuid not null
  group_id uuid not null
  parent_id uuid
  name text not null
  leader_id uuid
  created_at timestamp with time zone not null default now()
  team_group_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  team_group_company_id_leader_id_fkey: FOREIGN KEY (company_id, leader_id) REFERENCES team_agent(company_id, agent_id)
  team_group_company_id_parent_id_fkey: FOREIGN KEY (company_id, parent_id) REFERENCES team_group(company_id, group_id)
  team_group_pkey: PRIMARY KEY (company_id, group_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table team_group_member
  company_id uuid not null
  group_id uuid not null
  agent_id uuid not null
  team_group_member_company_id_agent_id_fkey: FOREIGN KEY (company_id, agent_id) REFERENCES team_agent(company_id, agent_id) ON DELETE CASCADE
  team_group_member_company_id_group_id_fkey: FOREIGN KEY (company_id, group_id) REFERENCES team_group(company_id, group_id) ON DELETE CASCADE
  team_group_member_pkey: PRIMARY KEY (company_id, group_id, agent_id)
  INDEX team_group_member_agent ON public.team_group_member USING btree (company_id, agent_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table team_role
  company_id uuid not null
  role_id uuid not null
  built_in text
  name text not null
  permissions text[] not null
  data_scope text not null
  created_at timestamp with time zone not null default now()
  team_role_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  team_role_pkey: PRIMARY KEY (company_id, role_id)
  team_role_company_id_built_in_key: UNIQUE (company_id, built_in)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table team_state_change
  company_id uuid not null
  agent_id uuid not null
  at timestamp with time zone not null
  state text not null
  team_state_change_company_id_agent_id_fkey: FOREIGN KEY (company_id, agent_id) REFERENCES team_agent(company_id, agent_id) ON DELETE CASCADE
  team_state_change_pkey: PRIMARY KEY (company_id, agent_id, at)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table ticket
  company_id uuid not null
  ticket_id uuid not null
  number integer not null
  title text not null
  description text not null
  words tsvector not null
  ticket_type_id uuid
  priority smallint not null
  state text not null
  creator_id uuid not null
  assignee_id uuid
  group_id uuid
  watcher_ids uuid[] not null default '{}'::uuid[]
  visitor_id uuid
  conversation_id uuid
  at_seq integer
  due_at timestamp with time zone
  reminded smallint not null default 0
  comment_count integer not null default 0
  revision integer not null default 1
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  ticket_priority_check: CHECK (((priority >= 0) AND (priority <= 3)))
  ticket_state_check: CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'resolved'::text, 'closed'::text])))
  ticket_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  ticket_company_id_ticket_type_id_fkey: FOREIGN KEY (company_id, ticket_type_id) REFERENCES ticket_type(company_id, ticket_type_id)
  ticket_pkey: PRIMARY KEY (company_id, ticket_id)
  ticket_company_id_number_key: UNIQUE (company_id, number)
  INDEX ticket_changed ON public.ticket USING btree (company_id, changed_at DESC, ticket_id DESC)
  INDEX ticket_due ON public.ticket USING btree (due_at) WHERE ((due_at IS NOT NULL) AND (reminded < 2) AND (state = ANY (ARRAY['open'::text, 'in_progress'::text])))
  INDEX ticket_of_assignee ON public.ticket USING btree (company_id, assignee_id) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text]))
  INDEX ticket_of_visitor ON public.ticket USING btree (company_id, visitor_id) WHERE (visitor_id IS NOT NULL)
  INDEX ticket_words ON public.ticket USING gin (words)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  policy search_by_owner (r by the owner): using true check the same
  row level security, forced
  youwen_app may delete, insert, select, update

table ticket_entry
  company_id uuid not null
  entry_id uuid not null
  ticket_id uuid not null
  agent_id uuid not null
  body jsonb not null
  at timestamp with time zone not null
  ticket_entry_company_id_ticket_id_fkey: FOREIGN KEY (company_id, ticket_id) REFERENCES ticket(company_id, ticket_id)
  ticket_entry_pkey: PRIMARY KEY (company_id, entry_id)
  INDEX ticket_entry_order ON public.ticket_entry USING btree (company_id, ticket_id, at, entry_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table ticket_file
  company_id uuid not null
  file_id uuid not null
  ticket_id uuid not null
  ticket_file_company_id_ticket_id_fkey: FOREIGN KEY (company_id, ticket_id) REFERENCES ticket(company_id, ticket_id)
  ticket_file_pkey: PRIMARY KEY (company_id, file_id, ticket_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table ticket_notice
  company_id uuid not null
  ticket_notice_id uuid not null
  agent_id uuid not null
  ticket_id uuid not null
  kind text not null
  actor_id uuid
  at timestamp with time zone not null
  read_at timestamp with time zone
  ticket_notice_company_id_ticket_id_fkey: FOREIGN KEY (company_id, ticket_id) REFERENCES ticket(company_id, ticket_id)
  ticket_notice_pkey: PRIMARY KEY (company_id, ticket_notice_id)
  INDEX ticket_notice_latest ON public.ticket_notice USING btree (company_id, agent_id, at DESC)
  INDEX ticket_notice_unread ON public.ticket_notice USING btree (company_id, agent_id) WHERE (read_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table ticket_type
  company_id uuid not null
  ticket_type_id uuid not null
  name text not null
  colour text not null
  priority text not null
  due_hours integer
  created_at timestamp with time zone not null default now()
  removed_at timestamp with time zone
  ticket_type_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  ticket_type_pkey: PRIMARY KEY (company_id, ticket_type_id)
  UNIQUE INDEX ticket_type_name ON public.ticket_type USING btree (company_id, lower(name)) WHERE (removed_at IS NULL)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table visitor
  company_id uuid not null
  visitor_id uuid not null
  site_id uuid not null
  name text not null default ''::text
  first_seen_at timestamp with time zone not null default now()
  last_seen_at timestamp with time zone not null default now()
  visit_count integer not null default 0
  visitor_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  visitor_pkey: PRIMARY KEY (company_id, visitor_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table visitor_page_view
  company_id uuid not null
  page_view_id uuid not null
  visit_id uuid not null
  url text not null
  title text not null default ''::text
  at timestamp with time zone not null default now()
  duration_ms integer
  product jsonb
  visitor_page_view_pkey: PRIMARY KEY (company_id, page_view_id)
  INDEX visitor_page_view_visit ON public.visitor_page_view USING btree (company_id, visit_id, at)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table visitor_visit
  company_id uuid not null
  visit_id uuid not null
  visitor_id uuid not null
  site_id uuid not null
  style_id uuid
  started_at timestamp with time zone not null default now()
  last_seen_at timestamp with time zone not null default now()
  left_at timestamp with time zone
  node_ids uuid[] not null default '{}'::uuid[]
  landing_url text not null default ''::text
  source_kind text not null
  referrer text not null default ''::text
  search_engine text
  keyword text
  campaign jsonb not null default '{}'::jsonb
  click_ids jsonb not null default '{}'::jsonb
  ip inet not null
  country text not null default ''::text
  province text not null default ''::text
  city text not null default ''::text
  isp text not null default ''::text
  terminal text not null
  os text not null default ''::text
  browser text not null default ''::text
  app text
  screen text not null default ''::text
  language text not null default ''::text
  time_zone text not null default ''::text
  page_count integer not null default 0
  current_url text not null default ''::text
  current_title text not null default ''::text
  visitor_visit_company_id_visitor_id_fkey: FOREIGN KEY (company_id, visitor_id) REFERENCES visitor(company_id, visitor_id)
  visitor_visit_pkey: PRIMARY KEY (company_id, visit_id)
  INDEX visitor_visit_left ON public.visitor_visit USING btree (company_id, left_at DESC) WHERE (left_at IS NOT NULL)
  INDEX visitor_visit_live ON public.visitor_visit USING btree (company_id, started_at DESC) WHERE (left_at IS NULL)
  INDEX visitor_visit_nodes ON public.visitor_visit USING gin (node_ids) WHERE (left_at IS NULL)
  INDEX visitor_visit_visitor ON public.visitor_visit USING btree (company_id, visitor_id, started_at DESC)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table webpush_settings
  company_id uuid not null
  shows_text boolean not null
  webpush_settings_company_id_fkey: FOREIGN KEY (company_id) REFERENCES company(company_id)
  webpush_settings_pkey: PRIMARY KEY (company_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table webpush_subscription
  company_id uuid not null
  webpush_subscription_id uuid not null
  agent_id uuid not null
  session_id uuid not null
  target text not null
  endpoint_hash bytea not null
  device text not null
  locale text not null
  kinds text[] not null
  created_at timestamp with time zone not null
  last_sent_at timestamp with time zone
  webpush_subscription_company_id_agent_id_fkey: FOREIGN KEY (company_id, agent_id) REFERENCES team_agent(company_id, agent_id) ON DELETE CASCADE
  webpush_subscription_company_id_session_id_fkey: FOREIGN KEY (company_id, session_id) REFERENCES security_session(company_id, session_id) ON DELETE CASCADE
  webpush_subscription_pkey: PRIMARY KEY (company_id, webpush_subscription_id)
  webpush_subscription_company_id_endpoint_hash_key: UNIQUE (company_id, endpoint_hash)
  webpush_subscription_company_id_session_id_key: UNIQUE (company_id, session_id)
  INDEX webpush_subscription_agent ON public.webpush_subscription USING btree (company_id, agent_id)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update

table webpush_visitor_subscription
  company_id uuid not null
  webpush_subscription_id uuid not null
  visitor_id uuid not null
  target text not null
  endpoint_hash bytea not null
  locale text not null
  created_at timestamp with time zone not null
  last_sent_at timestamp with time zone
  webpush_visitor_subscription_company_id_visitor_id_fkey: FOREIGN KEY (company_id, visitor_id) REFERENCES visitor(company_id, visitor_id) ON DELETE CASCADE
  webpush_visitor_subscription_pkey: PRIMARY KEY (company_id, webpush_subscription_id)
  webpush_visitor_subscription_company_id_visitor_id_endpoint_key: UNIQUE (company_id, visitor_id, endpoint_hash)
  policy own_company (*): using ((company_id = app_company()) OR app_serves_all()) check ((company_id = app_company()) OR app_serves_all())
  row level security, forced
  youwen_app may delete, insert, select, update
