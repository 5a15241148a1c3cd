-- What came of an invitation: the conversation that it began.
alter table invite add column conversation_id uuid;

set local app.scope = 'all';
-- The first one that its visitor began, while he was asked or in the moment after.
update invite i set conversation_id = (
  select c.conversation_id from conversation c
  where c.company_id = i.company_id and c.visitor_id = i.visitor_id and c.started_at >= i.sent_at
    and c.started_at < coalesce(i.ended_at, i.sent_at) + interval '1 minute'
  order by c.started_at limit 1)
where i.outcome = 'accepted' or i.kind = 'force';
set local app.scope = '';
