create table assistant_settings (
  company_id uuid not null references company,
  base_url text not null,
  model text not null,
  -- Opens with the server's secret only; null: the interface asks for none.
  sealed_key text,
  tasks text[] not null,
  monthly_allowance bigint,
  primary key (company_id)
);
call protect_company_rows('assistant_settings');

create table assistant_usage (
  company_id uuid not null references company,
  -- The first day, in UTC.
  month date not null,
  task text not null,
  calls integer not null,
  failures integer not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  primary key (company_id, month, task)
);
call protect_company_rows('assistant_usage');

-- Companies that exist already: their built-in roles get what new companies' have.
select set_config('app.scope', 'all', true);
update team_role set permissions = permissions || array['assistant.manage'] where built_in in ('owner', 'administrator');
