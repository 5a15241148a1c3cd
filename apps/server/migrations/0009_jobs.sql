-- Jobs belong to graphile-worker, whose own migrations make the schema graphile_worker when the first node starts. The
-- application may put a job in, in the same transaction as what it is about, and nothing else.
create function add_job(
  in_task text, in_payload json, in_key text, in_run_at timestamptz, in_max_attempts integer, in_queue text
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(
    in_task, in_payload, queue_name => in_queue, run_at => in_run_at, max_attempts => in_max_attempts, job_key => in_key);
end $$;
revoke all on function add_job from public;
grant execute on function add_job to youwen_app;
