import { expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db, pool } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { mails } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { forgetOldMails } from "./prune.ts";
import { emailJobs } from "./schema.ts";

ownDatabase();

const now = new Date("2026-08-02T20:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
const forget = () => forgetOldMails(sweepAt(now));

function givenMail(key: string, values: Partial<typeof emailJobs.$inferInsert>) {
  const at = values.sentAt ?? daysAgo(100);
  return db()
    .insert(emailJobs)
    .values({
      id: newId(),
      dedupeKey: key,
      toEmail: "ana@example.com",
      fromAddress: "SeTrip <a@setrip.test>",
      template: "booking-confirmed",
      subject: "Kamu ikut",
      html: "<p>Halo Ana</p>",
      text: "Halo Ana",
      status: "SENT",
      attempts: 1,
      nextAttemptAt: at,
      sentAt: at,
      createdAt: at,
      updatedAt: at,
      ...values,
    });
}

it("what mails said is forgotten 90 days after they were sent, and that they were sent is not", async () => {
  await givenMail("a:old", { sentAt: daysAgo(90) });
  await givenMail("b:young", { sentAt: new Date(daysAgo(90).getTime() + 1) });
  await givenMail("c:sent late", { nextAttemptAt: daysAgo(120), sentAt: daysAgo(10) });
  expect(await forget()).toBe(1);
  const [old, young, late] = (await mails()).sort((one, other) => (one.dedupeKey < other.dedupeKey ? -1 : 1));
  expect(old).toMatchObject({ html: "", text: "", subject: "Kamu ikut", toEmail: "ana@example.com", status: "SENT" });
  expect(old?.sentAt).toEqual(daysAgo(90));
  for (const mail of [young, late]) expect(mail).toMatchObject({ html: "<p>Halo Ana</p>", text: "Halo Ana" });
});

it("mails that nobody has got stay as they are, however old: an admin may still send them", async () => {
  const unsent = { sentAt: null, nextAttemptAt: daysAgo(200), createdAt: daysAgo(200), updatedAt: daysAgo(200) };
  await givenMail("a:dead", { ...unsent, status: "FAILED", attempts: 5, deadAt: daysAgo(200) });
  await givenMail("b:waiting", { ...unsent, status: "PENDING", attempts: 0 });
  expect(await forget()).toBe(0);
});

it("a second run changes nothing, and a run goes through more than one batch", async () => {
  await pool().query(`insert into "EmailJob" ("id", "dedupeKey", "toEmail", "fromAddress", "template", "subject", "html",
      "text", "status", "attempts", "nextAttemptAt", "sentAt", "createdAt", "updatedAt")
    select 'm' || n, 'k' || n, 'a@x.test', 'b@x.test', 't', 's', 'html', 'text', 'SENT', 1, at.old, at.old, at.old, at.old
    from generate_series(1, 2500) n, (select '2026-01-01T00:00:00Z'::timestamptz as old) at`);
  expect(await forget()).toBe(2_500);
  const before = await mails();
  expect(await forget()).toBe(0);
  expect(await mails()).toEqual(before);
});

it("a run that is told to stop leaves the rest to the next one", async () => {
  await givenMail("a:old", { sentAt: daysAgo(100) });
  const notes: string[] = [];
  const signal = AbortSignal.abort();
  expect(await forgetOldMails(sweepAt(now, { signal, note: (message) => notes.push(message) }))).toBe(0);
  expect(notes).toEqual(["stopped before all old mails were forgotten; the next run goes on"]);
  expect(await forget()).toBe(1);
});
