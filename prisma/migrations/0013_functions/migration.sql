-- Which content of each function's file (engine/sql) the database has; kept by embedded/sql-functions.ts.
create table sql_functions (
  name text not null,
  checksum text not null,
  applied_at timestamptz(3) not null,
  constraint sql_functions_pkey primary key (name)
);
