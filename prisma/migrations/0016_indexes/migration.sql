-- Another index has the tasks of an instance already, and an instance has few that are not open.
drop index user_tasks_open;
