import { asc } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { createMailer } from "#gateways/mail/mailer.ts";
import { errorTable } from "#gateways/mail/stand-in/errors.ts";
import { type Fault, type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { drainEmails, MailAccountError } from "./drain.ts";
import { enqueueEmails, type NewEmail } from "./emails.ts";
import { emailJobs } from "./schema.ts";
import { verdictOf } from "./verdict.ts";

ownDatabase();

const start = new Date("2026-11-23T01:00:00Z");
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);

let standIn: MailStandIn;
let said: { message: string; fields?: Record<string, unknown> }[] = [];
beforeEach(async () => {
  said = [];
  standIn = await startMailStandIn({ clock: () => start, keep: 10_000 });
});
afterEach(() => standIn.stop());

const say = (message: string, fields?: Record<string, unknown>) => void said.push({ message, fields });
const log = { info: say, warn: say, error: say };
const mailer = () => createMailer({ apiKey: "re_test", baseUrl: standIn.url, callsPerSecond: 10_000 });
const drain = (now = start) => drainEmails({ now, mailer: mailer(), log });

/** Every third mail holds a one-time link. */
const mailTo = (email: string, n: number): NewEmail =>
  n % 3 === 0
    ? {
        template: "reset-password",
        dedupeKey: `reset-password:${email}`,
        to: { email, locale: "id" },
        props: { name: "Ana", url: "https://setrip.test/reset?token=secret" },
      }
    : {
        template: "payout-released",
        dedupeKey: `payout-released:${email}`,
        to: { email, locale: "id" },
        props: { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 },
      };
const queueTo = (addresses: string[], now = start) => enqueueEmails(db(), addresses.map(mailTo), { now });
const queue = (count: number) => queueTo(Array.from({ length: count }, (_, n) => `p${n}@setrip.test`));
const rows = () => db().select().from(emailJobs).orderBy(asc(emailJobs.id));
const untouched = ({ updatedAt: _, ...row }: typeof emailJobs.$inferSelect) => row;
const recipients = (mails: unknown[]) => (mails as { to: string }[]).map(({ to }) => to);

/** A run that fails with these words and leaves every mail exactly as it was. */
async function expectNothingLost(words: RegExp | string): Promise<void> {
  const before = await rows();
  const ended = await drain().catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(MailAccountError);
  expect((ended as Error).message).toMatch(words);
  expect((await rows()).map(untouched)).toEqual(before.map(untouched));
}

describe("the account's fault: the run fails and says so, no mail loses an attempt or its link", () => {
  const ofAccount = errorTable.filter(
    ([name, statusCode, message]) =>
      verdictOf({ ok: false, retryAfterMs: null, name, statusCode, message }) === "account",
  );

  it.each(ofAccount)("%s with status %i: %s", async (name, statusCode, message) => {
    await queue(250);
    standIn.failWhen(() => ({ kind: "error", name, statusCode, message }));
    await expectNothingLost(`HTTP ${statusCode} ${name}: ${message}`);
  });

  it.each([401, 402, 403, 429, 451])("an unknown name with status %i", async (statusCode) => {
    await queue(250);
    standIn.failWhen(() => ({ kind: "news", name: "brand_new", statusCode, message: "Not today." }));
    await expectNothingLost(`HTTP ${statusCode} brand_new: Not today.`);
  });

  it("an address that is not the provider's", async () => {
    await queue(250);
    standIn.failWhen(() => ({ kind: "html", statusCode: 404 }));
    await expectNothingLost("HTTP 404");
  });

  it("a permissive answer whose every row is refused alike, for all of a run", async () => {
    await queue(250);
    standIn.failWhen(() => ({ kind: "rows", message: "This sender was switched off (request 8f3a-1)." }));
    await expectNothingLost("This sender was switched off");
  });

  it("such an answer to two people's mails", async () => {
    await queue(2);
    standIn.failWhen(() => ({ kind: "rows", message: "Not possible." }));
    await expectNothingLost("Not possible.");
  });

  it("batches halved down to single mails that all get the same refusal", async () => {
    await queue(40);
    standIn.failWhen(() => ({ kind: "error", name: "invalid_parameter" }));
    await expect(drain()).rejects.toThrow(MailAccountError);
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "PENDING", attempts: 0, deadAt: null, batchKey: null, lockedUntil: null });
    }
  });

  it("rows that name the quota: the accepted ones are sent, the others wait", async () => {
    await queue(10);
    const late = new Set(["p7@setrip.test", "p8@setrip.test", "p9@setrip.test"]);
    standIn.failWhen(() => ({
      kind: "rows",
      message: "You have exceeded your daily email sending quota.",
      rejects: ({ to }) => late.has(to[0]!),
    }));
    await expect(drain()).rejects.toThrow("daily email sending quota");
    const after = Object.groupBy(await rows(), ({ status }) => status);
    expect(after.SENT).toHaveLength(7);
    expect(after.PENDING!.map(({ toEmail }) => toEmail)).toEqual([...late]);
    for (const row of after.PENDING!) expect(row).toMatchObject({ attempts: 0, batchKey: null, lockedUntil: null });
    expect(after.PENDING!.find(({ template }) => template === "reset-password")?.text).toContain("token=secret");
  });

  it.each(["before", "after"] as const)(
    "an address where somebody else answers, %s the provider took them",
    async (when) => {
      await queue(4);
      standIn.failWhen(() => ({ kind: "html", statusCode: 200, when }));
      for (let run = 0; run < 2 * policy.emailMaxAttempts; run++) {
        await expect(drain(minutes(5 * run))).rejects.toThrow(MailAccountError);
        for (const row of await rows()) expect(row).toMatchObject({ attempts: 0, deadAt: null, lockedUntil: null });
      }
      standIn.failWhen(() => undefined);
      expect(await drain(minutes(60))).toMatchObject({ succeeded: 4, failed: 0 });
      expect(standIn.mails.map(({ to }) => to[0]).toSorted()).toEqual(
        ["p0", "p1", "p2", "p3"].map((name) => `${name}@setrip.test`),
      );
    },
  );

  it("is asked about no more than it takes to be sure", async () => {
    await queue(4_000);
    standIn.failWhen(() => ({ kind: "rows", message: "Not possible." }));
    await expect(drain()).rejects.toThrow(MailAccountError);
    expect(standIn.calls.length).toBeLessThan(limits.mail.mostSuspects / 100 + 17);
  });

  it("begun in the middle of a run: what was accepted before stays sent, the rest is kept", async () => {
    await queue(1_000);
    standIn.failWhen(() => (standIn.calls.length > 3 ? { kind: "rows", message: "Not possible." } : undefined));
    await expect(drain()).rejects.toThrow(MailAccountError);
    const after = Object.groupBy(await rows(), ({ status }) => status);
    expect(after.SENT).toHaveLength(300);
    expect(after.PENDING!.every(({ attempts, lockedUntil }) => attempts === 0 && lockedUntil === null)).toBe(true);
  });
});

describe("the mail's own fault", () => {
  it("is one that others beside it do not have", async () => {
    await queue(5);
    standIn.failWhen(() => ({ kind: "rows", message: "No.", rejects: ({ to }) => to[0] === "p3@setrip.test" }));
    expect(await drain()).toMatchObject({ picked: 5, succeeded: 4, failed: 1 });
    const dead = (await rows()).filter(({ deadAt }) => deadAt);
    expect(dead).toMatchObject([{ toEmail: "p3@setrip.test", status: "FAILED", lastError: "No.", text: "" }]);
  });

  it("is one whose address is none, also alone and first", async () => {
    await queueTo(["nobody"]);
    expect(await drain()).toMatchObject({ picked: 1, failed: 1 });
    expect((await rows())[0]!.deadAt).not.toBeNull();
  });

  it("cannot stop the others: hundreds of refused ones before a good one", async () => {
    await queueTo(Array.from({ length: 300 }, (_, n) => `bad${n}@setrip.test`));
    await queueTo(["good@setrip.test"], minutes(1));
    standIn.failWhen(() => ({ kind: "rows", message: "No.", rejects: ({ to }) => to[0]!.startsWith("bad") }));
    expect(await drainEmails({ now: minutes(2), mailer: mailer(), log, concurrency: 1 })).toMatchObject({
      picked: 301,
      succeeded: 1,
      failed: 300,
    });
    expect((await rows()).filter(({ deadAt }) => deadAt)).toHaveLength(300);
  });
});

describe("a response that nobody can read", () => {
  it("counts an attempt where others are accepted, so that it holds nobody up", async () => {
    await queue(250);
    const page = { kind: "html", statusCode: 200, when: "before" } as const;
    standIn.failWhen(({ mails }) => (recipients(mails).flat().includes("p0@setrip.test") ? page : undefined));
    expect(await drain()).toMatchObject({ picked: 250, succeeded: 150, failed: 100 });
  });

  it("counts an attempt of a mail alone", async () => {
    await queue(1);
    standIn.failNext({ kind: "html", statusCode: 200, when: "before" });
    expect(await drain()).toMatchObject({ picked: 1, failed: 1 });
    expect(await drain(minutes(6))).toMatchObject({ succeeded: 1 });
  });
});

describe("a mail refused alone, which may be either", () => {
  const refuse: Fault = { kind: "rows", message: "Not possible.", rejects: ({ to }) => to[0] === "p0@setrip.test" };

  it("is tried again with the others, apart from its old batch and with its link", async () => {
    await queue(1);
    standIn.failWhen(() => refuse);
    expect(await drain()).toMatchObject({ picked: 1, failed: 1 });
    expect((await rows())[0]).toMatchObject({
      status: "FAILED",
      attempts: 1,
      deadAt: null,
      batchKey: null,
      lockedUntil: null,
      lastError: "Not possible.",
      text: expect.stringContaining("token=secret"),
    });
  });

  it("dies as soon as another is accepted after it", async () => {
    await queue(1);
    standIn.failWhen(() => refuse);
    await drain();
    await queueTo(["ana@setrip.test", "hugo@setrip.test"], minutes(6));
    expect(await drain(minutes(6))).toMatchObject({ picked: 3, succeeded: 2, failed: 1 });
    expect((await rows()).find(({ toEmail }) => toEmail === "p0@setrip.test")!.deadAt).not.toBeNull();
  });

  it("dies of its attempts when nothing else is ever sent", async () => {
    await queue(1);
    standIn.failWhen(() => refuse);
    let now = start;
    for (let attempt = 1; attempt <= policy.emailMaxAttempts; attempt++) {
      expect((await rows())[0]!.deadAt).toBeNull();
      expect(await drain(now)).toMatchObject({ picked: 1, failed: 1 });
      now = (await rows())[0]!.nextAttemptAt;
    }
    expect((await rows())[0]).toMatchObject({ deadAt: expect.any(Date), text: "" });
  });

  it("goes out when the account is mended meanwhile", async () => {
    await queue(1);
    standIn.failNext({ kind: "rows", message: "Not possible." });
    await drain();
    expect(await drain(minutes(6))).toMatchObject({ succeeded: 1 });
  });
});

describe("the figures of a run with many calls at once", () => {
  it("are exact for mails that get no answer", async () => {
    await queue(2_000);
    standIn.failWhen(() => ({ kind: "error", name: "internal_server_error" }));
    expect(await drain()).toEqual({ picked: 2_000, succeeded: 0, failed: 2_000, left: 0 });
  });

  it("are exact for mails that die", async () => {
    await queue(2_000);
    standIn.failWhen(() => ({ kind: "error", name: "invalid_idempotent_request" }));
    expect(await drain()).toEqual({ picked: 2_000, succeeded: 0, failed: 2_000, left: 0 });
  });

  it("are exact where each call sends some and rejects some", async () => {
    await queue(2_000);
    const odd = (address: string) => Number(/\d+/.exec(address)?.[0]) % 2 === 1;
    standIn.failWhen(() => ({ kind: "rows", message: "No.", rejects: ({ to }) => odd(to[0]!) }));
    expect(await drain()).toEqual({ picked: 2_000, succeeded: 1_000, failed: 1_000, left: 0 });
    expect(standIn.mails.filter(({ to }) => odd(to[0]!))).toEqual([]);
    expect(new Set(standIn.calls.flatMap(({ mails }) => recipients(mails))).size).toBe(2_000);
  });
});
