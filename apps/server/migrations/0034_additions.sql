-- By which name a node holds jobs: what it had begun when it died is given back.
alter table node add column job_worker text;
