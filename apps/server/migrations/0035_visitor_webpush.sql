-- Browsers of visitors who want to know when they are answered after they have left.
create table webpush_visitor_subscription (
  company_id uuid not null,
  webpush_subscription_id uuid not null,
  visitor_id uuid not null,
  -- As those of agents: where the browser's push service takes messages, and the keys for them, sealed.
  target text not null,
  -- One browser has one address for all chats of this server, and each of its visitors decides for himself.
  endpoint_hash bytea not null,
  locale text not null,
  created_at timestamptz not null,
  last_sent_at timestamptz,
  primary key (company_id, webpush_subscription_id),
  unique (company_id, visitor_id, endpoint_hash),
  foreign key (company_id, visitor_id) references visitor on delete cascade
);
call protect_company_rows('webpush_visitor_subscription');
