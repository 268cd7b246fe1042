import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { describeFailure } from "../record/failure.ts";
import { testDatabase } from "../testing/database.ts";
import type { Alert, IncidentReason } from "../types.ts";
import { causes as en } from "./en/causes.ts";
import { causes as id } from "./id/causes.ts";
import { wordsFor } from "./words.ts";

const indonesian = wordsFor({ locale: "id" });
const english = wordsFor({ locale: "en" });
const since = new Date("2026-11-24T08:00:00Z");

describe("an error of a driver, of PostgreSQL or of Node is said in words", () => {
  it.each([
    ["ENOSPC: no space left on device, write", "disk-full"],
    ['could not extend file "base/5/16384": No space left on device', "disk-full"],
    ["EDQUOT: disk quota exceeded, open '/srv/x'", "disk-full"],
    ["terminating connection due to idle-in-transaction timeout", "database-idle"],
    ["canceling statement due to statement timeout", "database-slow"],
    ["Query read timeout", "database-slow"],
    ["canceling statement due to lock timeout", "database-locked"],
    ['could not obtain lock on row in relation "bookings"', "database-locked"],
    ["deadlock detected", "deadlock"],
    ["could not serialize access due to concurrent update", "deadlock"],
    ["canceling statement due to user request", "database-cancelled"],
    ["sorry, too many clients already", "database-busy"],
    ["remaining connection slots are reserved for roles with the SUPERUSER attribute", "database-busy"],
    ["timeout exceeded when trying to connect", "database-busy"],
    ["query_wait_timeout", "database-busy"],
    ["timeout expired", "database-away"],
    ["Connection terminated due to connection timeout", "database-away"],
    ["the database system is starting up", "database-away"],
    ["the database system is shutting down", "database-away"],
    ["connect ECONNREFUSED 127.0.0.1:5432", "database-away"],
    ["connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432", "database-away"],
    ["connect ECONNREFUSED /var/run/postgresql/.s.PGSQL.5432", "database-away"],
    ["connect ENOENT /var/run/postgresql/.s.PGSQL.5432", "database-away"],
    ["Connection terminated unexpectedly", "database-broke"],
    ["terminating connection due to administrator command", "database-broke"],
    ["server closed the connection unexpectedly", "database-broke"],
    ["Client has encountered a connection error and is not queryable", "database-broke"],
    ['password authentication failed for user "app"', "database-login"],
    ['database "shop" does not exist', "database-login"],
    ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", "database-login"],
    ["permission denied for table bookings", "database-login"],
    ['relation "Payment" does not exist', "database-tables"],
    ['column "paidAt" of relation "Payment" does not exist', "database-tables"],
    ["cannot execute INSERT in a read-only transaction", "database-read-only"],
    ['duplicate key value violates unique constraint "users_email_key"', "database-rule"],
    ["certificate has expired", "certificate-expired"],
    ["fetch failed: certificate is not yet valid", "certificate-expired"],
    ["self-signed certificate in certificate chain", "certificate"],
    ["unable to verify the first certificate", "certificate"],
    ["Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b", "certificate"],
    ["write EPROTO 00B8:error:0A00010B:SSL routines:ssl3_get_record:wrong version number", "tls"],
    ["fetch failed: connect ECONNREFUSED 10.0.0.5:8080", "refused"],
    ["getaddrinfo ENOTFOUND api.example", "no-such-host"],
    ["getaddrinfo EAI_AGAIN api.example", "no-such-host"],
    ["connect EHOSTUNREACH 10.0.0.5:443", "no-way"],
    ["fetch failed: read ECONNRESET", "cut-off"],
    ["socket hang up", "cut-off"],
    ["fetch failed: other side closed", "cut-off"],
    ["connect ETIMEDOUT 10.0.0.5:443", "too-slow"],
    ["fetch failed: Headers Timeout Error", "too-slow"],
    ["The operation was aborted due to timeout", "too-slow"],
    ["no response within 30000 ms", "too-slow"],
    ["EMFILE: too many open files, open '/srv/x'", "too-many-files"],
    ["EACCES: permission denied, open '/srv/x'", "no-permission"],
    ["EROFS: read-only file system, mkdir '/srv/x'", "read-only-disk"],
    ["ENOENT: no such file or directory, open '/srv/x'", "no-file"],
    ["listen EADDRINUSE: address already in use :::3000", "port-taken"],
    ["Worker terminated due to reaching memory limit: JS heap out of memory", "no-memory"],
    [`Unexpected token '<', "<html>" is not valid JSON`, "not-json"],
    ["Unexpected end of JSON input", "not-json"],
    ["Discord answered 404", "http-gone"],
    ["The store refused with 403 AccessDenied (PUT photo)", "http-login"],
    ["HTTP 429 rate_limit_exceeded: Too many requests", "http-too-often"],
    ["Request failed with status code 502", "http-broken"],
    ["Cannot read properties of undefined (reading 'id')", "code"],
    ["jobs.find is not a function", "code"],
    ["fetch failed", "fetch"],
    ["This operation was aborted", "aborted"],
    ['could not write to file "base/pgsql_tmp/1": No space left on device', "disk-full"],
    ["terminating connection due to idle-session timeout", "database-idle"],
    ["the database took too long", "database-slow"],
    ["could not serialize access due to read/write dependencies among transactions", "deadlock"],
    ["all connections to the database were in use", "database-busy"],
    ["no more connections allowed (max_client_conn)", "database-busy"],
    ["the database system is in recovery mode", "database-away"],
    ["the database system is not accepting connections", "database-away"],
    ["connect ECONNREFUSED 10.0.0.7:6432", "database-away"],
    ["Client was closed and is not queryable", "database-broke"],
    ['no pg_hba.conf entry for host "10.0.0.5", user "app"', "database-login"],
    ['role "app" does not exist', "database-login"],
    ["permission denied for sequence seats", "database-login"],
    ["insert or update on table violates foreign key constraint", "database-rule"],
    ["new row violates check constraint", "database-rule"],
    ["CERT_NOT_YET_VALID", "certificate-expired"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["Client network socket disconnected before secure TLS connection was established", "tls"],
    ["connect ENETUNREACH 2001:db8::1:443", "no-way"],
    ["connect EADDRNOTAVAIL 10.0.0.5:443", "no-way"],
    ["write EPIPE", "cut-off"],
    ["Premature close", "cut-off"],
    ["UND_ERR_SOCKET", "cut-off"],
    ["UND_ERR_BODY_TIMEOUT", "too-slow"],
    ["request timed out", "too-slow"],
    ["no answer of the store within 5000 ms", "too-slow"],
    ["ENFILE: file table overflow", "too-many-files"],
    ["EPERM: operation not permitted, chmod '/srv/x'", "no-permission"],
    ["Array buffer allocation failed", "no-memory"],
    ["fork: Cannot allocate memory", "no-memory"],
    ["Telegram answered 401", "http-login"],
    ["responded with 410", "http-gone"],
    ["status: 503", "http-broken"],
    ["x is not iterable", "code"],
    ["Maximum call stack size exceeded", "code"],
    ["Cannot access 'pool' before initialization", "code"],
    ["Assignment to constant variable.", "code"],
    ["Discord could not be reached", "fetch"],
    ["AbortError", "aborted"],
  ])("%j: %s", (message, kind) => {
    for (const words of [indonesian, english]) {
      expect(words.cause(message)).toMatchObject({ kind, whatToDo: expect.stringMatching(/\.$/) });
    }
  });

  it("as the systems themselves say it", async () => {
    const message = async (work: () => Promise<unknown>) =>
      describeFailure(await work().catch((error: unknown) => error), (text) => text).message;
    const { pool } = database;
    const slow = () => pool.query("set statement_timeout = 1; select pg_sleep(5)");
    const killed = () => pool.query("select pg_terminate_backend(pg_backend_pid())");
    const missing = () => pool.query(`select * from "NoSuchTable"`);
    const listener = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => listener.once("listening", resolve));
    const { port } = listener.address() as { port: number };
    await new Promise((resolve) => listener.close(resolve));
    const refused = () => fetch(`http://127.0.0.1:${port}/`);
    const told = [];
    for (const work of [slow, killed, missing, refused]) told.push(indonesian.cause(await message(work))?.kind);
    expect(told).toEqual(["database-slow", "database-broke", "database-tables", "refused"]);
  });
});

const database = testDatabase();

it.each(["1 trip could not be completed", "HTTP is fine", "the answer is 404 trips", "", "x".repeat(100_000)])(
  "what nobody knows stays as it is: %.40j",
  (message) => expect(indonesian.cause(message)).toBeNull(),
);

it.each([
  ["seats are counted: deadlock detected", `seats are counted: ${en.deadlock.says}`],
  ["Failed query: select 1\nfrom x: Connection terminated unexpectedly", en["database-broke"].says],
  ["Error: fetch failed: connect ECONNREFUSED 10.0.0.5:80", en.refused.says],
  ["Discord could not be reached (ECONNREFUSED)", `Discord: ${en.refused.says}`],
])("the app's own words stay in front, and what only wraps the error does not: %j", (message, says) => {
  expect(english.cause(message)?.says).toBe(says);
});

const broken = "Connection terminated unexpectedly";
const reason: IncidentReason = { kind: "error", message: broken, runId: "r", since };

it("an incident's one line, an alert and a channel say it", () => {
  expect(indonesian.reason(reason)).toBe(id["database-broke"].says);
  expect(indonesian.reason({ kind: "blind", message: broken, since })).toContain(id["database-broke"].says);
  const alert = { kind: "opened", reasons: [reason], subject: { kind: "job", name: "bake" }, since, sentence: null };
  const { cause, details } = indonesian.alert({ ...alert, streak: 1, severity: "FAILED" } as unknown as Alert);
  expect(cause).toEqual(["Koneksi ke database terputus di tengah pekerjaan", broken]);
  expect(details.at(-1)).toContain(id["database-broke"].whatToDo);
  const warning = {
    kind: "channel",
    channel: "discord",
    failures: 2,
    alerts: 2,
    since,
    message: "Discord answered 404",
  } as const;
  expect(indonesian.warning(warning)).toContain(`discord: ${id["http-gone"].says}`);
});

it("an app's own errors are said in its own words, before all others", () => {
  const own = wordsFor({
    locale: "id",
    cause: (message, locale) =>
      message.startsWith("books") ? { says: `buku ${locale}`, whatToDo: "Cocokkan." } : null,
  });
  expect(own.cause("books: deadlock detected")).toEqual({ kind: "own", says: "buku id", whatToDo: "Cocokkan." });
  expect(own.reason({ ...reason, message: "books" })).toBe("buku id");
  expect(own.cause("deadlock detected")?.kind).toBe("deadlock");
});

it("a hostile message is looked through in no time", () => {
  const startedMs = performance.now();
  for (const part of ["relation ", "connect ECONNREFUSED ", "no response ", "a: ", 'column "', "unexpected token "]) {
    english.cause(part.repeat(50_000));
  }
  expect(performance.now() - startedMs).toBeLessThan(2000);
});
