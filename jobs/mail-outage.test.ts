import { createRonda } from "ronda";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Fault, type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

let now = new Date("2026-11-23T01:00:00Z");
let standIn: MailStandIn;
beforeAll(async () => {
  standIn = await startMailStandIn({ clock: () => now });
  vi.resetModules();
  vi.stubEnv("RESEND_API_KEY", "re_test");
  vi.stubEnv("RESEND_BASE_URL", standIn.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.stop();
});

it("the badge of a refused key stays through an outage of the provider, until a mail is sent", async () => {
  const { processEmailJobs } = await import("./process-email-jobs.ts");
  const { enqueueEmails } = await import("#domain/emails/emails.ts");
  const { db, pool, disconnect } = await import("#db/connection.ts");
  const logger = { info() {}, warn() {}, error() {} };
  const ronda = createRonda({
    app: "setrip",
    database: pool(),
    jobs: [processEmailJobs],
    secrets: {},
    logger,
    clock: () => now,
  });
  await ronda.migrate();
  /** A run so many minutes later, and what the morning page says after it. */
  const runs = async (minutes: number, fault?: Fault, trigger: "schedule" | "manual" = "schedule") => {
    now = new Date(now.getTime() + minutes * 60_000);
    standIn.failWhen(() => fault);
    const ended = await ronda.runCron("process-email-jobs", { trigger });
    const { health } = (await ronda.overview()).jobs[0]!;
    return { ok: ended.ok, badge: health.badge, kind: health.reasons[0]?.kind };
  };
  const props = { name: "Hugo", tripTitle: "Bromo", amountRupiah: 1_000_000, bookings: 2 };
  const to = { email: "hugo@setrip.test", locale: "id" } as const;
  await enqueueEmails(db(), [{ template: "payout-released", dedupeKey: "payout-released:1", to, props }], { now });

  expect(await runs(0, { kind: "error", name: "invalid_api_key" })).toMatchObject({ badge: "FAILED", kind: "error" });
  const outage = { kind: "error", name: "internal_server_error" } as const;
  expect(await runs(5, outage)).toEqual({ ok: true, badge: "FAILED", kind: "expectation" });
  // Its next attempt is still ahead: nothing is due in this run.
  expect(await runs(1, outage, "manual")).toEqual({ ok: true, badge: "FAILED", kind: "expectation" });
  expect(await runs(59)).toEqual({ ok: true, badge: "OK", kind: undefined });
  expect(standIn.mails).toHaveLength(1);
  await disconnect();
});
