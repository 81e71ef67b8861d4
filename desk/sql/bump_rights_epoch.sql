-- Rights of a user or an access key have changed: whoever relies on them looks again. Ended sessions and withdrawn tokens
-- count as changes of their owner; those that had expired gave no rights any more, removing them changes nothing.
-- cold: one row by its key
create or replace function bump_rights_epoch() returns trigger language plpgsql as $$
declare changed text := case tg_table_name
  when 'users' then 'user:' || (to_jsonb(old)->>'id')
  when 'access_keys' then 'key:' || (to_jsonb(old)->>'id')
  when 'sessions' then 'user:' || (to_jsonb(old)->>'user_id')
  when 'access_tokens' then 'key:' || (to_jsonb(old)->>'key_id')
end;
begin
  insert into rights_epochs (subject, epoch) values (changed, 1)
    on conflict (subject) do update set epoch = rights_epochs.epoch + 1;
  return null;
end $$;

create or replace trigger users_rights after update or delete on users for each row execute function bump_rights_epoch();
create or replace trigger access_keys_rights after update or delete on access_keys for each row execute function bump_rights_epoch();
create or replace trigger sessions_rights after delete on sessions
  for each row when (old.expires_at > clock_timestamp()) execute function bump_rights_epoch();
create or replace trigger access_tokens_rights after delete on access_tokens
  for each row when (old.expires_at > clock_timestamp()) execute function bump_rights_epoch();
