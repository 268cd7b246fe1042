import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { createMailer } from "#gateways/mail/mailer.ts";
import { ownDatabase } from "#tests/database.ts";
import { drainEmails } from "./drain.ts";
import { enqueueEmails } from "./emails.ts";
import { emailJobs } from "./schema.ts";

/** Whatever a provider says can be recorded: what cannot would have the same mail sent again in each run. */

ownDatabase();

const start = new Date("2026-11-23T01:00:00Z");
const poison = "\0a\0\ud800\u0007 \udfff";

it.each([
  ["an id", 200, { data: [{ id: poison }] }, { status: "SENT", providerId: "a" }],
  ["an id of nothing else", 200, { data: [{ id: "\0" }] }, { status: "SENT" }],
  ["an id that no index takes", 200, { data: [{ id: "x".repeat(500_000) }] }, { status: "SENT" }],
  [
    "a refusal of one mail",
    200,
    { data: [], errors: [{ index: 0, message: `to hugo@setrip.test ${poison}` }] },
    { lastError: expect.stringContaining("to hugo@setrip.test a") },
  ],
  [
    "a refusal",
    422,
    { name: "validation_error", message: `to hugo@setrip.test ${poison}` },
    { lastError: expect.stringContaining("to hugo@setrip.test a") },
  ],
])(
  "%s with what PostgreSQL does not take is recorded, and the mail goes out once",
  async (_, status, body, expected) => {
    let calls = 0;
    const provider = createServer((request, response) => {
      calls++;
      request.resume().on("end", () => response.writeHead(status).end(JSON.stringify(body)));
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    await db().delete(emailJobs);
    const props = { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 };
    const mail = {
      template: "payout-released",
      dedupeKey: "hugo",
      to: { email: "hugo@setrip.test", locale: "id" },
      props,
    };
    await enqueueEmails(db(), [mail as never], { now: start });
    const drain = () =>
      drainEmails({ now: start, mailer: createMailer({ apiKey: "re_test", baseUrl, callsPerSecond: 1_000 }) });
    await drain();
    await drain();
    provider.closeAllConnections();
    provider.close();
    expect(calls).toBe(1);
    expect(await db().select().from(emailJobs)).toMatchObject([expected]);
  },
);
