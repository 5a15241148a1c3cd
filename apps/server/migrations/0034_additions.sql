-- When the tree of classes, or its rule, was last changed: so that a node that did not hear of it finds it.
alter table conversation_class_rule add column changed_at timestamptz;
create index conversation_class_rule_changed on conversation_class_rule (changed_at) where changed_at is not null;

-- By which name a node holds jobs: what it had begun when it died is given back.
alter table node add column job_worker text;

-- What a page says it sells: { id, name, price, currency }.
alter table visitor_page_view add column product jsonb;
