import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl, pool } from "#db/connection.ts";
import { browserOf } from "#tests/access/visits.ts";
import { givenAccount } from "#tests/accounts.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenTrip } from "#tests/rows.ts";

/** What the front keeps of public pages for a moment, in the built app; `server/page-cache.test.ts` has its rules one by one. */

ownDatabase({ emptied: false });

let app: RunningApp;
let path: string;
let tripId: string;
let session: string;
const email = "nila@setrip.example";
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
  const trip = await givenTrip({ title: "Pendakian pertama" });
  [path, tripId] = [`/trip/${trip.slug}`, trip.id];
  session = (await browserOf(app, (await givenAccount({ email })).email)).cookie;
});
afterAll(() => app.stop());

const open = async (address: string, cookie?: string) => {
  const response = await fetch(app.url + address, { headers: cookie ? { cookie } : {} });
  expect(response.status).toBe(200);
  return {
    nonce: /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy")!)![1]!,
    html: await response.text(),
  };
};

const rename = (title: string) =>
  pool().query(`update "Trip" set title = $1, version = version + 1 where id = $2`, [title, tripId]);

it("of two visitors without a session the second is sent what was drawn for the first", async () => {
  // Each pair is asked for at once, but a machine with other things to do may take longer than a page is kept.
  const pair = async () => {
    const [one, other] = [await open(path), await open(path)];
    return one.nonce === other.nonce && one.html === other.html;
  };
  await expect.poll(pair).toBe(true);
});

it("somebody with a session is drawn their own page, and leaves nothing of it to others", async () => {
  const nonces = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const [own, other] = [await open(path, session), await open(path)];
    expect([own, other].map(({ html }) => html.includes(email))).toEqual([true, false]);
    expect(nonces.has(own.nonce)).toBe(false);
    for (const { nonce } of [own, other]) nonces.add(nonce);
  }
});

it("each language and theme has its own", async () => {
  const english = await open(path, "setrip-locale=en; setrip-theme=dark");
  const indonesian = await open(path);
  const opening = ({ html }: { html: string }) => /<html[^>]*?data-theme="\w+"/.exec(html)?.[0];
  expect([english, indonesian].map(opening)).toEqual([
    '<html lang="en" data-theme="dark"',
    '<html lang="id" data-theme="system"',
  ]);
});

it("a change that another process has made shows by itself", async () => {
  await open(path);
  await rename("Pendakian kedua");
  await expect.poll(async () => (await open(path)).html.includes("Pendakian kedua")).toBe(true);
});

it("a change after which a form went through this process shows at once", async () => {
  for (let round = 0; round < 5; round++) {
    await open(path);
    await rename(`Pendakian bersama ${round}`);
    await browserOf(app, email);
    expect((await open(path)).html.includes(`Pendakian bersama ${round}`)).toBe(true);
  }
});
