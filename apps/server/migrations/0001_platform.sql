-- The application runs as youwen_app: not the owner of any table, so that row-level security binds it.
do $$ begin
  if not exists (select from pg_roles where rolname = 'youwen_app') then
    create role youwen_app nologin nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null; -- roles belong to the cluster: another database was faster
end $$;
grant youwen_app to current_user;
grant usage on schema public to youwen_app;
alter default privileges in schema public grant select, insert, update, delete on tables to youwen_app;
alter default privileges in schema public grant usage on sequences to youwen_app;

-- Whose rows this transaction may see: app.company_id names one company; app.scope = 'all' is for work that serves
-- every company at once (the append pipeline, sweepers). With neither, every table is empty.
create function app_company() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.company_id', true), '')::uuid $$;
create function app_serves_all() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.scope', true), '') = 'all' $$;

-- Every table with a company_id is given to this procedure by the migration that creates it.
create procedure protect_company_rows(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy own_company on %s using (company_id = app_company() or app_serves_all()) '
    'with check (company_id = app_company() or app_serves_all())', target);
end $$;

-- Running servers. What a dead node held (visitors' and agents' connections) is released when its lease runs out.
create table node (
  node_id uuid primary key,
  started_at timestamptz not null default now(),
  lease_until timestamptz not null
);
