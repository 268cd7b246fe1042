import { expect, it } from "vitest";
import { wordsFor } from "./words.ts";

const english = wordsFor({ locale: "en" });
const said = (held: string) => english.cause(`canceling statement due to lock timeout [held by ${held}]`);
const since = "since 2026-11-24T08:00:00.500Z";
const command =
  "select pg_terminate_backend(pid) from pg_stat_activity where pid = 42 and xact_start < '2026-11-24T08:00:01.500Z';";

it.each([
  [
    `process 42 "psql", idle in transaction, ${since}`,
    "psql (process 42 in PostgreSQL) since 24 Nov 08:00 UTC",
    /^Its transaction was left open/,
  ],
  [
    `process 42 "", active, ${since}`,
    "process 42 in PostgreSQL since 24 Nov 08:00 UTC",
    /^Wait until that work is done/,
  ],
  [
    `process 42 "shop", active, ${since}, while bake, send-mails ran`,
    "shop (process 42 in PostgreSQL), perhaps the job bake, send-mails, since 24 Nov 08:00 UTC",
    /^Wait until that work is done/,
  ],
])("who holds a lock is named, with the line that ends just that transaction: %s", (held, holder, whatToDo) => {
  expect(said(held)).toEqual({
    kind: "database-locked",
    says: `data that it needs is held by ${holder}`,
    whatToDo: expect.stringMatching(whatToDo),
    command,
  });
  expect(said(held)!.whatToDo).toContain(command);
});

it.each([
  ["no process", `process x "psql", active, ${since}`],
  ["no moment", 'process 42 "psql", active, since yesterday'],
  ["a moment that is none", 'process 42 "psql", active, since 2026-99-99T99:99:99Z'],
  ["something that would leave the command", `process 42' or true; -- "psql", active, ${since}`],
])("nobody is named, and no command is given, where the message has %s", (_, held) => {
  const cause = said(held);
  expect(cause?.says).toBe("somebody else held the data it needs for too long");
  expect(cause?.command).toBeUndefined();
});
