import { createRonda, defineJob } from "ronda";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

const slotAt = new Date("2026-11-23T18:00:00Z");
let now = slotAt;
let standIn: MailStandIn;
// The app's own clock, which the channel asks.
vi.mock("#clock.ts", () => ({ clock: () => now }));
beforeAll(async () => {
  standIn = await startMailStandIn({ clock: () => now });
  vi.resetModules();
  vi.stubEnv("RESEND_API_KEY", "re_test");
  vi.stubEnv("RESEND_BASE_URL", standIn.url);
});
afterAll(async () => {
  const { disconnect } = await import("#db/connection.ts");
  await disconnect();
  vi.unstubAllEnvs();
  await standIn.stop();
});
beforeEach(() => {
  now = new Date(slotAt.getTime() - 10 * 60_000);
  standIn.failWhen(() => undefined);
});

/** An app with one job at 18.00, whose alerts go out by mail; the app's own mail job never runs here. */
async function app() {
  const { channelsOf } = await import("./channels.ts");
  const { env } = await import("#env.ts");
  const { pool } = await import("#db/connection.ts");
  const { givenUser } = await import("#tests/rows.ts");
  const sari = await givenUser({ name: "Sari", role: "ADMIN", locale: "id" });
  const job = defineJob({
    name: "bake",
    schedule: "0 18 * * *",
    description: "Bakes",
    startGraceMs: 60_000,
    run: () => ({}),
  });
  const ronda = createRonda({
    app: "setrip",
    database: pool(),
    jobs: [job],
    channels: channelsOf(env(), { displayZone: "Asia/Jakarta", zoneNames: {} }),
    secrets: {},
    logger: { info() {}, warn() {}, error() {} },
    clock: () => now,
  });
  await ronda.migrate();
  const at = async (minutes: number) => {
    now = new Date(slotAt.getTime() + minutes * 60_000);
    await ronda.patrol();
  };
  const mails = () => standIn.mails.filter(({ to }) => to.includes(sari.email)).map(({ subject }) => subject);
  return { ronda, at, mails, sari };
}

it("a missed run is told by mail with the patrol that notices it, within a minute of its deadline, and once", async () => {
  const { ronda, at, mails } = await app();
  await at(-5);
  expect(mails()).toEqual([]);
  // The slot's grace ends a minute after it; the patrol comes once a minute.
  await at(2);
  await expect.poll(mails).toEqual([expect.stringContaining("bake")]);
  await at(3);
  expect(mails()).toHaveLength(1);
  expect((await ronda.overview()).channels).toMatchObject([{ name: "email", failing: null, waiting: 0 }]);
});

it("while the provider refuses it the channel fails visibly, nothing is sent twice, and it is told once mails go again", async () => {
  const { ronda, at, mails } = await app();
  standIn.failWhen(() => ({ kind: "error", name: "invalid_api_key" }));
  await at(-5);
  await at(2);
  const channel = async () => (await ronda.overview()).channels[0]!;
  await expect.poll(channel).toMatchObject({ failing: { failures: 1 }, waiting: 1 });
  expect((await channel()).failing!.message).toMatch(/api_key|API key/i);
  expect(mails()).toEqual([]);

  // Tried again by itself it is no better delivered: nothing has got out.
  await at(8);
  await expect.poll(channel).toMatchObject({ failing: { failures: 2 }, waiting: 1 });
  expect(mails()).toEqual([]);

  // The mail job sends what waits; the alert hears of it when it is tried again.
  standIn.failWhen(() => undefined);
  const { drainEmails } = await import("#domain/emails/drain.ts");
  const { mailer } = await import("#gateways/mail/mailer.ts");
  now = new Date(slotAt.getTime() + 10 * 60_000);
  await drainEmails({ now, mailer: mailer() });
  await at(20);
  await expect.poll(channel).toMatchObject({ failing: null, waiting: 0 });
  expect(mails()).toHaveLength(1);
});
