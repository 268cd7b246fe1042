import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { databaseUrl, db } from "#db/connection.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { limits } from "#limits.ts";
import { type TcpProxy, tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { isMachineCrowded } from "#tests/hostile/processor.ts";
import { givenBooking, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";

/** A bucket that accepts connections and never responds, while people look at pictures that lie in it. */

ownDatabase();

let store: Awaited<ReturnType<typeof startStandInStore>>;
let proxy: TcpProxy;
let app: RunningApp;
beforeAll(async () => {
  store = await startStandInStore();
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = store.settings;
  proxy = await tcpProxy({ host: "127.0.0.1", port: Number(new URL(endpoint).port) });
  app = await startApp({
    databaseUrl: databaseUrl(),
    env: {
      TRUSTED_PROXY: "loopback",
      S3_ENDPOINT: `http://127.0.0.1:${proxy.port}`,
      S3_BUCKET: bucket,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
});
afterAll(async () => {
  await app?.stop();
  await proxy?.close();
  await store?.stop();
});

/** The status and body that somebody of this network gets; a connection of its own, as visitors have. */
function look(path: string, network: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = httpRequest(`${app.url}${path}`, { agent: false, headers: { "x-real-ip": network, ...headers } });
    asked.on("error", reject).on("response", async (response) => {
      const body = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode!, body });
    });
    asked.end();
  });
}

it(
  "its pictures are refused within their bound, and pages, scripts and styles are as before",
  async () => {
    const sari = await cookieOf(await givenUser({ email: "sari@setrip.test", role: "ADMIN" }));
    const trip = await givenTrip();
    const photo = `${trip.organizerId}-1.webp`;
    await db()
      .insert(tripImages)
      .values({ id: newId(), tripId: trip.id, path: photo, position: 0, createdAt: madeAt, updatedAt: madeAt });
    const { payment } = await givenBooking({ proofPath: `${trip.organizerId}-2.webp` });
    const home = await look("/", "192.0.2.1");
    const style = /\/_next\/static\/[^"]+\.css/.exec(home.body)![0];
    const isCrowded = isMachineCrowded();

    proxy.become("stall");
    const networks = Array.from({ length: 10 }, (_, at) => `203.0.${at}.1`);
    const photos = networks.flatMap((network) => Array.from({ length: 15 }, () => look(`/foto/${photo}`, network)));
    const proofs = Array.from({ length: 30 }, () => look(`/berkas/bukti/${payment.id}`, "198.51.100.1", sari));
    const pictures = Promise.all([...photos, ...proofs]);
    let areOver = false;
    const over = pictures.then(() => {
      areOver = true;
    });
    const looks: number[] = [];
    while (!areOver) for (const path of ["/", style]) looks.push((await look(path, "192.0.2.1")).status);
    await over;
    expect(new Set((await pictures).map(({ status }) => status))).toEqual(new Set([503]));
    // Where others use the machine, too, somebody may wait too long for their turn.
    const fine = looks.filter((status) => status === 200).length;
    expect(fine / looks.length).toBeGreaterThan(isCrowded ? 0.5 : 0.95);

    proxy.become("pass");
    await expect.poll(async () => (await look(`/foto/${photo}`, "192.0.2.1")).status, { timeout: 15_000 }).toBe(404);
  },
  limits.bucket.readMs + 60_000,
);
