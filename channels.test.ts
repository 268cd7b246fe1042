import type { Alert } from "ronda";
import { beforeEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { env, parseEnvironment } from "#env.ts";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { channelsOf } from "./channels.ts";

ownDatabase();
beforeEach(() => ronda().migrate());

const reading = { displayZone: "Asia/Jakarta", zoneNames: { "Asia/Jakarta": "WIB" } };
const since = new Date("2026-05-20T06:00:00.000Z");
const alert = {
  ...{
    id: "019ab3a0-0000-7000-8000-000000000009",
    app: "setrip",
    kind: "opened",
    incidentId: "i1",
    severity: "FAILED",
  },
  ...{ subject: { kind: "job", name: "expire-payments" }, message: "no seat <b>", sentence: null, runId: "r1" },
  ...{ reasons: [{ kind: "error", message: "no seat <b>", runId: "r1", since }], at: since, since, streak: 1 },
  ...{ isFlapping: false, alerts: [] },
} as Alert;
const never = new AbortController().signal;
const mails = () => db().select().from(emailJobs);

it("an alert is a mail to every admin with a confirmed address, in their language, once however often it is sent", async () => {
  const [mail] = channelsOf(env(), reading);
  const sari = await givenUser({ name: "Sari", role: "ADMIN", locale: "id" });
  const hugo = await givenUser({ name: "Hugo", role: "ADMIN", locale: "en" });
  await givenUser({ name: "Gone", role: "ADMIN", suspendedAt: since });
  await givenUser({ name: "Not confirmed", role: "ADMIN", emailVerified: false });
  await givenUser({ name: "Ana" });
  await mail!.send(alert, never);
  await mail!.send(alert, never);
  const queued = await mails();
  expect(queued.map(({ toEmail, subject }) => [toEmail, subject]).sort()).toEqual(
    [
      [sari.email, "SeTrip: Job expire-payments gagal"],
      [hugo.email, "SeTrip: Job expire-payments failed"],
    ].sort(),
  );
  const toSari = queued.find(({ toEmail }) => toEmail === sari.email)!;
  expect(toSari.html).toContain("no seat &lt;b&gt;");
  expect(toSari.text).toContain("Sejak 20 Mei 2026 13.00.00 WIB");
  expect(toSari.html).toContain("/admin/system/incidents/i1");
});

it("is not delivered where there is no admin, and the channel says what to do", async () => {
  await expect(channelsOf(env(), reading)[0]!.send(alert, never)).rejects.toThrow("npm run admin:add");
});

it("further channels are those that the environment names", () => {
  const names = (given: Record<string, string>) => channelsOf(parseEnvironment(given), reading).map(({ name }) => name);
  expect(names({})).toEqual(["email"]);
  expect(
    names({
      ADMIN_ALERT_WEBHOOK_URL: "https://discord.com/api/webhooks/1/x",
      TELEGRAM_BOT_TOKEN: "123456:AAtoken-of-a-bot",
      TELEGRAM_CHAT_ID: "-1001",
      ALERT_WEBHOOK_URL: "https://hooks.example",
      ALERT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    }),
  ).toEqual(["email", "discord", "telegram", "webhook"]);
});

it("a test message reaches the mail queue, and says who asked", async () => {
  await givenUser({ name: "Sari", role: "ADMIN", locale: "id" });
  expect(await ronda().testChannel("email", { by: "Sari" })).toEqual({ ok: true });
  expect((await mails())[0]!.text).toContain("Diminta oleh Sari");
  expect(await ronda().testChannel("pigeon", { by: "Sari" })).toMatchObject({
    ok: false,
    error: expect.stringContaining("no channel"),
  });
});
