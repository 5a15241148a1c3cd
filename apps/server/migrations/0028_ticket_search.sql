-- What few tickets say is found through an index. As with messages (0008_search), row-level security would keep the
-- planner from using it; the function runs as the owner and checks by itself that the transaction may see the company.
create index ticket_words on ticket using gin (words);
create policy search_by_owner on ticket for select to current_user using (true);

create function search_tickets(in_company uuid, in_words tsquery, in_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select t.ticket_id from public.ticket t
  where t.company_id = in_company
    and (in_company = public.app_company() or public.app_serves_all())
    and t.words @@ in_words
  limit in_limit
$$;
revoke all on function search_tickets from public;
grant execute on function search_tickets to youwen_app;
