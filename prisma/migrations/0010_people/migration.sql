-- Who completed a task, whoever it was assigned to: user name or client id of the caller.
alter table user_tasks add column completed_by text;
-- Of tasks that were completed before, whoever had them: nothing else was kept.
update user_tasks set completed_by = assignee where state = 'completed' and assignee is not null;
-- Who of the staff wrote down what the requester said.
alter table ticket_events add column recorded_by text;
