-- Asks for an instance of a process, as the product does: workers open it, and try again until they can.
--
-- p_process     id of the process
-- p_definition  key of the version; null: the newest one
-- p_content     {"variables", "businessId", "number", "tags", "durable", "awaited"}; number: that of the instance; awaited:
--               whoever asks waits for the answer, and a refusal is written to the row
-- p_at          when it was asked for
-- p_id          id of the row, drawn before by who may have to ask again; null: the next one
-- p_callers     whose rights are relied on, or null
-- Answers the id of the row in `starts`; null where rights have changed, or the row is there already.
create or replace function ask_start(p_process text, p_definition bigint, p_content json, p_at timestamptz, p_id bigint default null,
    p_callers jsonb default null)
  returns bigint
  language sql
as $$
  insert into starts (id, kind, process_id, definition_key, content, at)
    select coalesce(p_id, nextval('starts_id_seq')), 'asked', p_process, p_definition, p_content, p_at
    where p_callers is null or callers_stand(p_callers)
    on conflict (id) do nothing
    returning id
$$;
