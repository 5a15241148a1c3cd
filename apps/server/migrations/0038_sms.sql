-- The account with which a company sends short messages.
create table sms_settings (
  company_id uuid not null references company,
  -- Null: nothing is sent.
  provider text,
  key_id text not null,
  -- Opens with the server's secret only.
  sealed_secret text,
  app_id text not null,
  region text not null,
  sign_name text not null,
  daily_limit integer not null,
  -- The address for receipts is derived from it: counting on makes another one.
  receipt_serial integer not null default 1,
  primary key (company_id)
);
call protect_company_rows('sms_settings');

-- How many were handed to a provider on a day of the company's own; what the provider refused was given back.
create table sms_day (
  company_id uuid not null references company,
  day date not null,
  sent integer not null,
  primary key (company_id, day)
);
call protect_company_rows('sms_day');

create table sms_message (
  company_id uuid not null references company,
  sms_id uuid not null,
  purpose text not null,
  -- What it is about, in the words of who asked for it: an appointment.
  about_id uuid,
  -- With its middle hidden; the whole one is in `sealed`.
  phone text not null,
  template_code text not null,
  -- Phone and parameters, sealed; null once they are of no more use.
  sealed text,
  -- queued, sent, delivered, failed
  state text not null,
  failure text,
  tries integer not null default 0,
  -- How many of the tries ended without a word.
  unclear integer not null default 0,
  -- An attempt that has begun and not ended, or ended without a word: whether the provider took it is not known.
  attempt_at timestamptz,
  -- Whose day it was counted for.
  counted_on date,
  provider text,
  -- BizId (Aliyun), SerialNo (Tencent Cloud): receipts name it.
  provider_id text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (company_id, sms_id)
);
create index sms_message_latest on sms_message (company_id, created_at desc, sms_id desc);
create index sms_message_provider on sms_message (company_id, provider_id) where provider_id is not null;
create index sms_message_attempt on sms_message (company_id, attempt_at) where attempt_at is not null;
create index sms_message_age on sms_message (created_at);
call protect_company_rows('sms_message');
create index sms_day_age on sms_day (day);

-- Companies that exist already: their built-in roles get what new companies' have.
select set_config('app.scope', 'all', true);
update team_role set permissions = permissions || array['sms.manage'] where built_in in ('owner', 'administrator');
