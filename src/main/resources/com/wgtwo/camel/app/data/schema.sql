-- Version 1. Runs at every start on H2 (in its PostgreSQL mode) and PostgreSQL; statements are separated by blank lines.

-- The program's own settings: the key of the pseudonyms, the version of this schema.
create table if not exists setting (
  name  varchar(100)  primary key,
  content varchar(1000) not null
)

-- Who took consent back, and when. The subscriber is a pseudonym (HMAC-SHA256 of the number, hexadecimal).
create table if not exists tombstone (
  subscriber varchar(64) primary key,
  revoked_at timestamp with time zone not null
)

-- Events that were given up. One event can be given up by several routes (webhook and mail), each for its own reason.
create table if not exists dead_letter (
  id         varchar(64)   not null,
  route      varchar(200)  not null,
  event_type varchar(100)  not null,
  subscriber varchar(64),
  tenant     varchar(200),
  event      bytea         not null,
  event_json text          not null,
  cause      varchar(1000) not null,
  attempts   integer       not null,
  first_at   timestamp with time zone not null,
  last_at    timestamp with time zone not null,
  primary key (id, route)
)

create index if not exists dead_letter_subscriber on dead_letter (subscriber)

insert into setting (name, content) values ('schema-version', '1') on conflict do nothing
