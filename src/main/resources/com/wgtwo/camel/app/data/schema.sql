-- Version 4. Runs at every start on H2 (in its PostgreSQL mode) and PostgreSQL; statements are separated by blank lines.

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

-- Since version 2. The stream says how the column event is to be read, the subscription is a pseudonym of the platform's
-- own name for it, and the scope is the right it takes to be sent the event.
alter table dead_letter add column if not exists stream varchar(100) default 'events' not null

alter table dead_letter add column if not exists subscription varchar(64)

alter table dead_letter add column if not exists scope varchar(200) default '' not null

create index if not exists dead_letter_tenant on dead_letter (tenant)

-- Up to which revocation the clean-up was done, and which stream told of it: the other one tells of the same again.
alter table tombstone add column if not exists cleaned_up_to timestamp with time zone

alter table tombstone add column if not exists told_by varchar(100)

-- Tenants that took consent back for all their subscribers. Not confirmed means that it is not known yet which of them
-- have a consent of their own.
create table if not exists tenant_tombstone (
  tenant     varchar(200) primary key,
  revoked_at timestamp with time zone not null,
  confirmed  boolean      not null
)

-- Subscriptions (pseudonyms) whose own consent outlives that of their tenant.
create table if not exists own_consent (
  tenant       varchar(200) not null,
  subscription varchar(64)  not null,
  primary key (tenant, subscription)
)

-- What a consent covers since it was changed. The target is the pseudonym of a number or of a subscription, or
-- "tenant " and its name; the scopes are separated by blanks.
create table if not exists consent_scope (
  target     varchar(300)  primary key,
  changed_at timestamp with time zone not null,
  scopes     varchar(4000) not null,
  confirmed  boolean       not null
)

-- The consents the platform lists, while a route compares with them. No subscription means that of the whole tenant.
create table if not exists live_consent (
  listing      varchar(300) not null,
  tenant       varchar(200) not null,
  subscription varchar(64)  not null,
  primary key (listing, tenant, subscription)
)

-- Each run has a listing of its own; what an interrupted one left is deleted by its age.
alter table live_consent add column if not exists listed_at timestamp with time zone default current_timestamp not null

-- The region an event came from; empty when there is only one. Whether a replay is asked for, and which process has been
-- at it until when it was last heard of.
alter table dead_letter add column if not exists region varchar(100) default '' not null

alter table dead_letter add column if not exists replay_asked_at timestamp with time zone

alter table dead_letter add column if not exists replayed_by varchar(100)

alter table dead_letter add column if not exists replaying_at timestamp with time zone

-- What is done: clean-ups ("clean-up" and the event's id) and, with wgtwo.dedupe=store, events as a whole ("event" and its
-- id) and what one route did for them (the route's id and the event's).
create table if not exists done (
  what    varchar(300) primary key,
  done_at timestamp with time zone not null
)

create index if not exists done_done_at on done (done_at)

-- Since version 3. Id of the key the columns event and event_json are encrypted with; null when they are not.
alter table dead_letter add column if not exists sealed_with varchar(20)

create index if not exists dead_letter_first_at on dead_letter (first_at)

create index if not exists dead_letter_subscription on dead_letter (subscription)

create index if not exists dead_letter_replay_asked_at on dead_letter (replay_asked_at)

-- When and why dead letters were deleted, and how many. It names nobody.
create table if not exists erasure (
  id        bigint generated always as identity primary key,
  erased_at timestamp with time zone not null,
  why       varchar(30) not null,
  letters   integer     not null
)

-- Since version 4. When the platform made the event; null counts as before everything.
alter table dead_letter add column if not exists made_at timestamp with time zone

-- Revocations whose clean-up failed, until it succeeds. The event is encrypted like those of dead letters.
create table if not exists open_clean_up (
  id          varchar(64)  primary key,
  stream      varchar(100) not null,
  region      varchar(100) not null,
  event       bytea        not null,
  sealed_with varchar(20),
  tried_at    timestamp with time zone not null
)

insert into setting (name, content) values ('schema-version', '4') on conflict do nothing

update setting set content = '4' where name = 'schema-version' and content in ('1', '2', '3')
