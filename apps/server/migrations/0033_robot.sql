-- What the robot says exists in each language that visitors' chats have: { "zh-CN": { … }, "en-US": { … } }. What a
-- company has written is in its own language; sentences that it has not written are those that every robot begins with.
set local app.scope = 'all';
update robot_settings s set says = jsonb_build_object(c.locale,
  s.says || case when cardinality(s.person_words) = 0 then '{}'::jsonb else jsonb_build_object('toPerson', s.person_words[1]) end)
from company c where c.company_id = s.company_id;

-- A person is waited for: what the robot says from this position on is no answer.
alter table conversation add person_seq integer;
update conversation c set person_seq = (select max(m.seq) from conversation_message m
  where m.company_id = c.company_id and m.conversation_id = c.conversation_id and m.sender = 'robot')
where c.handed_over is not null and c.status <> 'closed';
set local app.scope = '';

-- How long a visitor waits for a person before he is told what else he can do, and what that is. Null: he just waits.
alter table robot_settings add wait_limit_seconds integer default 180;
alter table robot_settings add after_wait text not null default 'message' check (after_wait in ('message', 'robot'));
