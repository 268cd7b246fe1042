/**
 * What is wrong, what happened to it, and what is to be told of it. An incident is open while `resolvedAt` is null, and a
 * subject has one at most. A message is due while it is neither sent nor given up; its `dedupeKey` lets nothing be told twice,
 * and `ordinal` is the order in which a channel hears things.
 */
export const incidentTables = `
  create table if not exists "RondaIncident" (
    "id" uuid primary key,
    "subjectKind" text not null check ("subjectKind" in ('job', 'watch', 'host')),
    "subjectName" text not null,
    "severity" text not null check ("severity" in ('FAILED', 'STALE')),
    "reasons" jsonb not null,
    "knownKinds" text[] not null default '{}',
    "openedAt" timestamptz(3) not null,
    "checkedAt" timestamptz(3) not null,
    "quietSince" timestamptz(3),
    "resolvedAt" timestamptz(3),
    "runId" uuid,
    "acknowledgedAt" timestamptz(3),
    "acknowledgedBy" text,
    "acknowledgedReason" text,
    "snoozedUntil" timestamptz(3),
    "snoozedBy" text,
    "snoozedReason" text,
    "isFlapping" boolean not null default false,
    "alertCount" integer not null default 0,
    "lastAlertAt" timestamptz(3)
  );
  create unique index if not exists ronda_incident_one_open on "RondaIncident" ("subjectKind", "subjectName")
    where "resolvedAt" is null;
  create index if not exists ronda_incident_of_subject on "RondaIncident" ("subjectKind", "subjectName", "id");

  create table if not exists "RondaIncidentEvent" (
    "ordinal" bigint generated always as identity primary key,
    "incidentId" uuid not null references "RondaIncident" on delete cascade,
    "at" timestamptz(3) not null,
    "kind" text not null,
    "actor" text,
    "reason" text,
    "runId" uuid,
    "until" timestamptz(3),
    "reasonKinds" text[] not null default '{}'
  );
  create index if not exists ronda_incident_event_of_incident on "RondaIncidentEvent" ("incidentId", "ordinal");

  create table if not exists "RondaAlert" (
    "id" uuid primary key,
    "ordinal" bigint generated always as identity,
    "channel" text not null,
    "dedupeKey" text not null unique,
    "incidentId" uuid references "RondaIncident" on delete cascade,
    "kind" text not null,
    "alert" jsonb not null,
    "createdAt" timestamptz(3) not null,
    "attempts" integer not null default 0,
    "nextAttemptAt" timestamptz(3) not null,
    "leaseUntil" timestamptz(3),
    "sentAt" timestamptz(3),
    "givenUpAt" timestamptz(3),
    "mergedIntoId" uuid,
    "error" text
  );
  create index if not exists ronda_alert_due on "RondaAlert" ("channel", "ordinal")
    where "sentAt" is null and "givenUpAt" is null;
  create index if not exists ronda_alert_of_incident on "RondaAlert" ("incidentId", "ordinal");
  create index if not exists ronda_alert_sent on "RondaAlert" ("channel", "sentAt") where "sentAt" is not null;

  create table if not exists "RondaWatch" (
    "name" text primary key,
    "count" bigint not null default 0,
    "amountRupiah" bigint,
    "oldestAt" timestamptz(3),
    "href" text,
    "foundSince" timestamptz(3),
    "checkedAt" timestamptz(3),
    "error" text,
    "blindSince" timestamptz(3)
  );
`;
