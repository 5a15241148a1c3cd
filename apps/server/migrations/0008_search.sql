-- The planner must not use an index for `@@` on a table with row-level security, because that operator is not leakproof:
-- every search would read every message of the company. This function runs as the owner, for whom the rows are not
-- filtered a second time; it therefore checks by itself that the transaction may see the company it asks for.
create policy search_by_owner on conversation_search for select to current_user using (true);

create function search_messages(
  in_company uuid, in_words tsquery, in_sender_id uuid, in_from timestamptz, in_until timestamptz,
  in_before timestamptz, in_before_conversation uuid, in_before_seq integer, in_limit integer
) returns table (conversation_id uuid, seq integer, sent_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.conversation_id, s.seq, s.sent_at from public.conversation_search s
  where s.company_id = in_company
    and (in_company = public.app_company() or public.app_serves_all())
    and s.words @@ in_words
    and (in_sender_id is null or s.sender_id = in_sender_id)
    and (in_from is null or s.sent_at >= in_from)
    and (in_until is null or s.sent_at < in_until)
    and (in_before is null or (s.sent_at, s.conversation_id, s.seq) < (in_before, in_before_conversation, in_before_seq))
  order by s.sent_at desc, s.conversation_id desc, s.seq desc
  limit in_limit
$$;
