-- What one agent said, latest first: his words are looked for there.
create index conversation_search_agent on conversation_search (company_id, sender_id, sent_at desc) where sender = 'agent';

-- A frequent word is found at once among the latest messages, a rare one by the index of words. Which of them it is the
-- planner cannot know: how often a word is said does not tell when. So the latest messages are looked through first, a
-- number of them that costs little, and more while that is less work than what remains: asking the index of words for all
-- that is older.
create or replace function search_messages(
  in_company uuid, in_words tsquery, in_sender_id uuid, in_from timestamptz, in_until timestamptz,
  in_before timestamptz, in_before_conversation uuid, in_before_seq integer, in_limit integer
) returns table (conversation_id uuid, seq integer, sent_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public
-- What is not asked for is left out of the plan.
set plan_cache_mode = force_custom_plan as $$
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
end $$;
