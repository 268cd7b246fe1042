import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { createMailer } from "#gateways/mail/mailer.ts";
import { type Fault, type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { type DrainOptions, drainEmails, MailAccountError, sendOwnEmails } from "./drain.ts";
import { enqueueEmails, type NewEmail } from "./emails.ts";
import { claimDue } from "./queue.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

const start = new Date("2026-11-23T01:00:00Z");
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
const hours = (count: number) => minutes(count * 60);

let standIn: MailStandIn;
let providerTime = start;
let said: { level: string; message: string; fields?: Record<string, unknown> }[] = [];

beforeEach(async () => {
  said = [];
  providerTime = start;
  standIn = await startMailStandIn({ clock: () => providerTime });
});
afterEach(() => standIn.stop());

const log: DrainOptions["log"] = {
  info: (message, fields) => said.push({ level: "info", message, fields }),
  warn: (message, fields) => said.push({ level: "warn", message, fields }),
  error: (message, fields) => said.push({ level: "error", message, fields }),
};

const newMailer = (totalMs: number = limits.call.totalMs) =>
  createMailer({ apiKey: "re_test", baseUrl: standIn.url, callsPerSecond: 1_000, bounds: { ...limits.call, totalMs } });

/** A run of the drain at a moment; the provider's clock goes along. */
function drain(now: Date, options: Partial<DrainOptions> = {}) {
  providerTime = now;
  return drainEmails({ now, mailer: newMailer(), log, ...options });
}

const mailTo = (email: string, change: Partial<NewEmail> = {}): NewEmail =>
  ({
    template: "payout-released",
    dedupeKey: `payout-released:${email}`,
    to: { email, locale: "id" },
    props: { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 },
    ...change,
  }) as NewEmail;

const queue = (count: number, name = "p") =>
  enqueueEmails(
    db(),
    Array.from({ length: count }, (_, n) => mailTo(`${name}${n}@setrip.test`)),
    { now: start },
  );

const rows = () => db().select().from(emailJobs).orderBy(asc(emailJobs.id));
const statuses = async () => Object.groupBy(await rows(), (row) => row.status);
const received = () => standIn.mails.map((mail) => mail.to[0]!);
const keys = () => standIn.calls.map((call) => call.key);
const error = (name: Extract<Fault, { kind: "error" }>["name"], more: Partial<Fault> = {}) =>
  ({ kind: "error", name, ...more }) as Fault;

describe("a full queue", () => {
  it("goes out in batches of 100, each under its own key", async () => {
    await queue(250);
    expect(await drain(start)).toEqual({ picked: 250, succeeded: 250, failed: 0, left: 0 });
    expect(standIn.calls.map((call) => call.mails.length).sort()).toEqual([100, 100, 50]);
    expect(new Set(keys()).size).toBe(3);
    expect(new Set(received()).size).toBe(250);
  });

  it("leaves each mail sent, with the provider's id and nothing locked", async () => {
    await queue(2);
    await drain(start);
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "SENT", attempts: 1, lockedUntil: null, lastError: null });
      expect(row.sentAt!.getTime()).toBeGreaterThanOrEqual(start.getTime());
      expect(standIn.mails.find((mail) => mail.id === row.providerId)!.to).toEqual([row.toEmail]);
    }
  });

  it("goes out oldest first", async () => {
    await enqueueEmails(db(), [mailTo("later@setrip.test")], { now: minutes(2) });
    await enqueueEmails(db(), [mailTo("sooner@setrip.test")], { now: minutes(1) });
    await drain(minutes(3));
    expect(received()).toEqual(["sooner@setrip.test", "later@setrip.test"]);
  });

  it("leaves alone what is not due, dead or sent", async () => {
    await queue(3);
    const [future, dead, sent] = await rows();
    const set = (id: string, values: Partial<typeof emailJobs.$inferInsert>) =>
      db().update(emailJobs).set(values).where(eq(emailJobs.id, id));
    await set(future!.id, { nextAttemptAt: minutes(1) });
    await set(dead!.id, { status: "FAILED", deadAt: start });
    await set(sent!.id, { status: "SENT", sentAt: start });
    expect(await drain(start)).toEqual({ picked: 0, succeeded: 0, failed: 0, left: 0 });
    expect(standIn.calls).toEqual([]);
  });

  it("is empty: zeros and no call", async () => {
    expect(await drain(start)).toEqual({ picked: 0, succeeded: 0, failed: 0, left: 0 });
    expect(standIn.calls).toEqual([]);
  });
});

describe("24: a provider that fails, crashes after sending, and answers at last", () => {
  it("500, a crash after sending, then 200: retries after 5 and 20 minutes, one mail, one key", async () => {
    await queue(1);
    standIn.failNext(error("internal_server_error"));
    expect(await drain(start)).toMatchObject({ picked: 1, succeeded: 0, failed: 1 });
    await expectRetry(start, 5, 1);

    standIn.failNext({ kind: "cut", when: "after" });
    expect(await drain(minutes(6))).toMatchObject({ picked: 1, failed: 1 });
    await expectRetry(minutes(6), 20, 2);

    expect(await drain(minutes(29))).toMatchObject({ picked: 1, succeeded: 1 });
    expect(received()).toEqual(["p0@setrip.test"]);
    expect(new Set(keys()).size).toBe(1);
    expect((await rows())[0]).toMatchObject({ status: "SENT", attempts: 3 });
  });

  it("attempts wait 5, 20, 80 and 320 minutes; the fifth failure is dead and visible", async () => {
    await queue(1);
    let now = start;
    for (const wait of [5, 20, 80, 320]) {
      standIn.failNext(error("internal_server_error"));
      await drain(now);
      const next = await expectRetry(now, wait);
      expect((await drain(new Date(next.getTime() - 1_000))).picked).toBe(0);
      now = next;
    }
    standIn.failNext(error("internal_server_error"));
    await drain(now);
    expect((await rows())[0]).toMatchObject({
      status: "FAILED",
      attempts: policy.emailMaxAttempts,
      lockedUntil: null,
      lastError: "HTTP 500 internal_server_error: An unexpected error occurred.",
    });
    expect((await drain(hours(20))).picked).toBe(0);
    expect(new Set(keys()).size).toBe(1);
  });

  it("without RESEND_API_KEY: a warning, zeros, attempts stay 0 and no row is touched", async () => {
    await queue(3);
    const before = await rows();
    expect(await drain(minutes(1), { mailer: undefined })).toEqual({ picked: 0, succeeded: 0, failed: 0, left: 3 });
    expect(await rows()).toEqual(before);
    expect(said).toEqual([
      { level: "warn", message: "RESEND_API_KEY is not set: mails stay queued", fields: { left: 3 } },
    ]);
  });

  /** The one row waits for `wait` minutes, give or take 10 %, and is locked by nobody. */
  async function expectRetry(since: Date, wait: number, attempts?: number): Promise<Date> {
    const [row] = await rows();
    expect(row).toMatchObject({ status: "FAILED", lockedUntil: null });
    if (attempts) expect(row!.attempts).toBe(attempts);
    const waited = (row!.nextAttemptAt.getTime() - since.getTime()) / 60_000;
    expect(waited).toBeGreaterThanOrEqual(wait * 0.9);
    expect(waited).toBeLessThanOrEqual(wait * 1.1 + 0.1);
    return row!.nextAttemptAt;
  }
});

describe("a batch whose outcome is unknown", () => {
  const faults: [string, Fault][] = [
    ["a 500", error("internal_server_error", { when: "after" })],
    ["a proxy's 502", { kind: "html", statusCode: 502, when: "after" }],
    ["a time-out", { kind: "silence", when: "after" }],
    ["a connection cut after accepting", { kind: "cut", when: "after" }],
    ["a connection cut before accepting", { kind: "cut", when: "before" }],
    ["409 concurrent", error("concurrent_idempotent_requests")],
  ];

  it.each(faults)("is sent again as it was after %s, and nobody gets a mail twice", async (_, fault) => {
    await queue(5);
    standIn.failNext(fault);
    const patienceMs = fault.kind === "silence" ? 2_000 : undefined;
    expect(await drain(start, { mailer: newMailer(patienceMs) })).toMatchObject({ picked: 5, succeeded: 0, failed: 5 });
    expect(await drain(minutes(6))).toMatchObject({ picked: 5, succeeded: 5, failed: 0 });
    expect(standIn.calls[1]!.mails).toEqual(standIn.calls[0]!.mails);
    expect(new Set(keys()).size).toBe(1);
    expect(received().sort()).toEqual([0, 1, 2, 3, 4].map((n) => `p${n}@setrip.test`));
  });

  it("keeps its sender, members and bodies when EMAIL_FROM and the queue change meanwhile", async () => {
    await queue(2);
    standIn.failNext({ kind: "cut", when: "after" });
    await drain(start, { from: "SeTrip <lama@setrip.test>" });
    await enqueueEmails(db(), [mailTo("new@setrip.test")], { now: start });
    await drain(minutes(6), { from: "SeTrip <baru@setrip.test>" });
    expect(standIn.mails.map(({ from, to }) => [from, to[0]])).toEqual([
      ["SeTrip <lama@setrip.test>", "p0@setrip.test"],
      ["SeTrip <lama@setrip.test>", "p1@setrip.test"],
      ["SeTrip <baru@setrip.test>", "new@setrip.test"],
    ]);
    expect((await statuses()).SENT).toHaveLength(3);
  });

  it("is sent again also when notAfter has passed meanwhile", async () => {
    await enqueueEmails(db(), [mailTo("a@setrip.test", { notAfter: minutes(3) }), mailTo("b@setrip.test")], {
      now: start,
    });
    standIn.failNext({ kind: "cut", when: "after" });
    await drain(start);
    expect(await drain(minutes(6))).toMatchObject({ succeeded: 2, failed: 0 });
    expect(received()).toHaveLength(2);
  });

  it("is not taken apart by an invalid key or a busy provider in between", async () => {
    await queue(3);
    standIn.failNext({ kind: "cut", when: "after" });
    await drain(start);
    standIn.failNext(error("invalid_api_key"));
    await expect(drain(minutes(6))).rejects.toThrow(MailAccountError);
    standIn.failNext(error("rate_limit_exceeded", { retryAfterSeconds: 3_600 } as Partial<Fault>));
    await drain(minutes(7));
    expect(await drain(minutes(8))).toMatchObject({ succeeded: 3 });
    expect(new Set(keys()).size).toBe(1);
    expect(received()).toHaveLength(3);
    expect((await rows()).map((row) => row.attempts)).toEqual([2, 2, 2]);
  });

  it("is dead after 23 hours: nobody knows whether it was sent", async () => {
    await queue(2);
    standIn.failNext({ kind: "cut", when: "after" });
    await drain(start);
    expect(await drain(hours(23.1))).toEqual({ picked: 2, succeeded: 0, failed: 2, left: 0 });
    for (const row of await rows()) {
      expect(row).toMatchObject({
        status: "FAILED",
        attempts: policy.emailMaxAttempts,
        endCause: "unknown-outcome",
        lastError: expect.not.stringContaining("tidak pasti"),
        lockedUntil: null,
      });
    }
    expect(standIn.calls).toHaveLength(1);
  });

  it("is dead at once when its key was used for another body: sending it anew could double it", async () => {
    await queue(2);
    standIn.failNext(error("invalid_idempotent_request"));
    expect(await drain(start)).toMatchObject({ failed: 2 });
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "FAILED", attempts: policy.emailMaxAttempts, endCause: "unknown-outcome" });
      expect(row.lastError).toMatch(/^HTTP 409 invalid_idempotent_request/);
    }
    expect(standIn.calls).toHaveLength(1);
  });

  it("does not hold up the mails behind it when only its own old sender is refused", async () => {
    await queue(1);
    standIn.failNext({ kind: "cut", when: "before" });
    await drain(start, { from: "SeTrip <halo@lama.test>" });
    await enqueueEmails(db(), [mailTo("new@setrip.test")], { now: start });
    standIn.failNext(error("validation_error", { statusCode: 403 } as Partial<Fault>));
    expect(await drain(minutes(6), { from: "SeTrip <halo@baru.test>" })).toMatchObject({ succeeded: 1, failed: 1 });
  });
});

describe("notAfter", () => {
  it("drops a mail that would mislead: too late, attempts 5, not sent", async () => {
    await enqueueEmails(db(), [mailTo("a@setrip.test", { notAfter: minutes(5) }), mailTo("b@setrip.test")], {
      now: start,
    });
    expect(await drain(minutes(5))).toEqual({ picked: 2, succeeded: 1, failed: 1, left: 0 });
    expect(received()).toEqual(["b@setrip.test"]);
    expect((await statuses()).FAILED).toMatchObject([
      { lastError: null, endCause: "too-late", attempts: policy.emailMaxAttempts, lockedUntil: null },
    ]);
  });

  it("does not touch it without a key", async () => {
    await enqueueEmails(db(), [mailTo("a@setrip.test", { notAfter: minutes(5) })], { now: start });
    await drain(minutes(10), { mailer: undefined });
    expect((await rows())[0]).toMatchObject({ status: "PENDING", attempts: 0 });
  });
});

describe("a refusal of the account", () => {
  it("ends once it is mended, with the sender of that day", async () => {
    const from = "SeTrip <halo@setrip.test>";
    await standIn.stop();
    standIn = await startMailStandIn({ verifiedDomains: ["setrip.test"], owner: "sari@setrip.test" });
    await queue(3);
    await expect(drain(start)).rejects.toThrow(/HTTP 403 validation_error: You can only send testing emails/);
    expect(await drain(minutes(5), { from })).toMatchObject({ succeeded: 3 });
    expect(standIn.mails.map((mail) => mail.from)).toEqual([from, from, from]);
  });
});

describe("429, too many calls", () => {
  it("waits as long as it is told, consumes no attempt and then sends the same batch", async () => {
    await queue(2);
    standIn.failNext(error("rate_limit_exceeded", { retryAfterSeconds: 0 } as Partial<Fault>));
    expect(await drain(start)).toMatchObject({ picked: 2, succeeded: 2 });
    expect(new Set(keys()).size).toBe(1);
    expect((await rows()).map((row) => row.attempts)).toEqual([1, 1]);
  });

  it("gives the mails back when that is longer than the run may take", async () => {
    await queue(2);
    standIn.failNext(error("rate_limit_exceeded", { retryAfterSeconds: 600 } as Partial<Fault>));
    expect(await drain(start)).toEqual({ picked: 0, succeeded: 0, failed: 0, left: 2 });
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "PENDING", attempts: 0, batchKey: null, lockedUntil: null });
    }
  });
});

describe("a mail that is wrong", () => {
  it("dies alone and at once, with what the provider says about it", async () => {
    await enqueueEmails(
      db(),
      ["ana@setrip.test", "not an address", "hugo@setrip.test"].map((to) => mailTo(to)),
      {
        now: start,
      },
    );
    expect(await drain(start)).toEqual({ picked: 3, succeeded: 2, failed: 1, left: 0 });
    expect((await statuses()).FAILED).toMatchObject([
      {
        toEmail: "not an address",
        attempts: policy.emailMaxAttempts,
        lastError: expect.stringContaining("Invalid `to` field"),
      },
    ]);
    expect(received().sort()).toEqual(["ana@setrip.test", "hugo@setrip.test"]);
  });

  it("is found by halving when the provider refuses the whole batch, under a new key each time", async () => {
    await queue(100);
    const poison = "p37@setrip.test";
    standIn.failWhen(({ mails }) =>
      (mails as { to: string }[]).some(({ to }) => to === poison)
        ? error("invalid_parameter", { message: "The text must be plain." })
        : undefined,
    );
    expect(await drain(start)).toEqual({ picked: 100, succeeded: 99, failed: 1, left: 0 });
    expect((await statuses()).FAILED).toMatchObject([
      {
        toEmail: poison,
        attempts: policy.emailMaxAttempts,
        lastError: "HTTP 422 invalid_parameter: The text must be plain.",
      },
    ]);
    expect(new Set(received()).size).toBe(99);
    expect(new Set(keys()).size).toBe(standIn.calls.length);
  });

  it("does not lose the other half when that half's outcome is unknown", async () => {
    await queue(4);
    standIn.failWhen(({ mails }) => {
      if (mails.length === 4) return error("invalid_parameter");
      return (mails as { to: string }[])[0]!.to === "p0@setrip.test" ? { kind: "cut", when: "after" } : undefined;
    });
    expect(await drain(start)).toMatchObject({ picked: 4, succeeded: 2, failed: 2 });
    standIn.failWhen(undefined);
    expect(await drain(minutes(6))).toMatchObject({ picked: 2, succeeded: 2 });
    expect(received()).toHaveLength(4);
  });
});

describe("many processes", () => {
  it("share a queue without sending anything twice or leaving anything", async () => {
    await queue(1_000);
    const results = await Promise.all([drain(start), drain(start), drain(start)]);
    expect(results.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(1_000);
    expect(standIn.acceptedCount).toBe(1_000);
    expect(new Set(received()).size).toBe(1_000);
    expect((await statuses()).SENT).toHaveLength(1_000);
  });

  it("take up a dead process's batch once, whole, and not before its lease has run out", async () => {
    await queue(100);
    const locked = { batchKey: "left-behind", batchSentAt: start, lockedUntil: minutes(6) };
    for (const [position, row] of (await rows()).entries()) {
      await db()
        .update(emailJobs)
        .set({ ...locked, batchPosition: position })
        .where(eq(emailJobs.id, row.id));
    }
    expect((await drain(minutes(5))).picked).toBe(0);
    const results = await Promise.all([drain(minutes(6)), drain(minutes(6)), drain(minutes(6))]);
    expect(results.map(({ picked }) => picked).sort()).toEqual([0, 0, 100]);
    expect(keys()).toEqual(["left-behind"]);
  });
});

describe("a run that must stop", () => {
  it("stops by itself when its time is up; the rest is said in the log and stays untouched", async () => {
    await queue(300);
    const result = await drain(start, { budgetMs: 0 });
    expect(result).toEqual({ picked: 0, succeeded: 0, failed: 0, left: 300 });
    expect(said.at(-1)).toMatchObject({ level: "warn", fields: { left: 300 } });
    expect((await rows()).every((row) => row.status === "PENDING" && row.lockedUntil === null)).toBe(true);
  });

  it("gives back what waits for its turn when the app is stopped", async () => {
    await standIn.stop();
    const stop = new AbortController();
    standIn = await startMailStandIn({ callsPerSecond: 1 });
    standIn.failWhen(() => {
      stop.abort();
      return undefined;
    });
    await queue(300);
    expect(await drain(start, { signal: stop.signal })).toMatchObject({ picked: 100, succeeded: 100, left: 200 });
    for (const row of (await statuses()).PENDING!) {
      expect(row).toMatchObject({ attempts: 0, batchKey: null, batchSentAt: null, lockedUntil: null });
    }
  });
});

describe("one-time links", () => {
  const reset = (email: string): NewEmail => ({
    template: "reset-password",
    dedupeKey: `reset-password:${email}`,
    to: { email, locale: "id" },
    props: { name: "Ana", url: "https://setrip.test/reset?token=secret" },
  });
  const bodies = async () => (await rows()).map(({ html, text }) => html + text);

  it("are blanked once the mail is sent, other bodies are not", async () => {
    await enqueueEmails(db(), [reset("ana@setrip.test"), mailTo("hugo@setrip.test")], { now: start });
    await drain(start);
    expect((await bodies()).map((body) => body === "").sort()).toEqual([false, true]);
    expect(standIn.mails.some((mail) => mail.text!.includes("token=secret"))).toBe(true);
  });

  it("are blanked when the mail dies", async () => {
    await enqueueEmails(db(), [reset("not an address"), { ...reset("b@setrip.test"), notAfter: start }], {
      now: start,
    });
    await drain(start);
    expect(await bodies()).toEqual(["", ""]);
  });

  it("are kept while another attempt needs them", async () => {
    await enqueueEmails(db(), [reset("ana@setrip.test")], { now: start });
    standIn.failNext({ kind: "cut", when: "before" });
    await drain(start);
    expect((await bodies())[0]).toContain("token=secret");
  });
});

it("mails that a clock put off or claimed which was a year ahead go out once it is right again", async () => {
  const [year, next] = [new Date(start.getTime() + 365 * 86_400_000), minutes(1)];
  await enqueueEmails(db(), [mailTo("alone@setrip.test"), mailTo("claimed@setrip.test")], { now: year });
  await claimDue({ now: year, lockedUntil: new Date(year.getTime() + 360_000), from: "SeTrip <a@setrip.test>" });
  await enqueueEmails(db(), [mailTo("later@setrip.test")], { now: year });
  // What waits as long as a mail may is left to wait.
  await enqueueEmails(db(), [mailTo("soon@setrip.test")], { now: minutes(300) });
  expect(await drain(next)).toMatchObject({ succeeded: 3 });
  expect(received()).not.toContain("soon@setrip.test");
});

describe("right after a request", () => {
  const asked = minutes(-3);
  const queueTwo = () =>
    enqueueEmails(
      db(),
      ["p1", "p2"].map((name) => mailTo(`own-${name}@setrip.test`)),
      { now: asked },
    );

  it("only its own mails go out", async () => {
    await queue(5);
    await queueTwo();
    expect(await drain(asked, { onlyQueuedAt: asked })).toMatchObject({ picked: 2, succeeded: 2 });
    expect(received().sort()).toEqual(["own-p1@setrip.test", "own-p2@setrip.test"]);
  });

  it("leaves them untouched on 429", async () => {
    await queueTwo();
    standIn.failNext(error("rate_limit_exceeded", { retryAfterSeconds: 1 } as Partial<Fault>));
    expect(await drain(asked, { onlyQueuedAt: asked })).toMatchObject({ picked: 0 });
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "PENDING", attempts: 0, batchKey: null, lockedUntil: null });
    }
    expect(standIn.calls).toHaveLength(1);
  });

  it("does nothing without a key, and does not throw", async () => {
    await queueTwo();
    await sendOwnEmails({ now: asked, log });
    expect((await rows()).every((row) => row.attempts === 0 && row.lockedUntil === null)).toBe(true);
  });
});
