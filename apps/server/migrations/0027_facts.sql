-- What a conversation is filtered by stands in its own row: whether its visitor's card has anything on it, and a phone; how
-- often he spoke, which is what its quality is judged by.
alter table conversation
  add column has_card boolean not null default false,
  add column has_phone boolean not null default false,
  add column visitor_message_count integer not null default 0,
  -- When something of the row changed that is no message: so that a node that did not hear of it finds it.
  add column revised_at timestamptz;
create index conversation_revised on conversation (revised_at) where revised_at is not null;

set local app.scope = 'all';
update conversation c set
  has_card = f.has_card, has_phone = f.has_phone, visitor_message_count = f.spoken
from (
  select o.company_id, o.conversation_id,
    coalesce(card.saved_at is not null and (card.field_values <> '{}' or coalesce(v.name, '') <> ''), false) as has_card,
    exists (select from card_key k where k.company_id = card.company_id and k.card_id = card.card_id and k.kind = 'phone')
      as has_phone,
    (select count(*)::integer from conversation_message m
      where m.company_id = o.company_id and m.conversation_id = o.conversation_id and m.seq <= o.last_seq
        and m.sender = 'visitor') as spoken
  from conversation o
  join visitor v on v.company_id = o.company_id and v.visitor_id = o.visitor_id
  left join card_visitor cv on cv.company_id = o.company_id and cv.visitor_id = o.visitor_id
  left join card on card.company_id = cv.company_id and card.card_id = cv.card_id) f
where f.company_id = c.company_id and f.conversation_id = c.conversation_id;
set local app.scope = '';
