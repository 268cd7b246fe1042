import { readdirSync, rmSync } from "node:fs";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { isFreshPrivateUpload } from "#domain/files/private.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { privateFiles, privateFilesFolder } from "#gateways/storage/stores.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenHeic, givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { POST as sendIdentity } from "./identitas/route.ts";
import { POST as sendEvidence } from "./laporan/route.ts";

ownDatabase();

const own = { origin: "http://localhost:3000", host: "localhost:3000" };
const json = { accept: "application/json" };
const hour = 3_600_000;

let ana: Awaited<ReturnType<typeof givenUser>>;
let anas: { cookie: string };

beforeEach(async () => {
  rmSync(privateFilesFolder(), { recursive: true, force: true });
  ana = await givenUser();
  anas = await cookieOf(ana);
});

type Handler = (request: Request) => Promise<Response>;

const send = (handler: Handler, bytes: Uint8Array, headers: Record<string, string>, query = "") =>
  handler(
    new Request(`http://localhost:3000/api/unggah/x${query}`, {
      method: "POST",
      body: new Uint8Array(bytes),
      headers: { ...own, ...json, ...headers },
    }),
  );

const answer = async (response: Response) => [response.status, await response.json()];

const stored = () => {
  try {
    return readdirSync(privateFilesFolder());
  } catch {
    return [];
  }
};

describe("the photo of an identity card", () => {
  it("is kept for the form, which hands it in by its name", async () => {
    const response = await send(sendIdentity, await givenJpeg(), anas);
    const { path } = (await response.json()) as { path: string };
    expect([response.status, stored()]).toEqual([200, [path]]);
    expect(await isFreshPrivateUpload({ userId: ana.id, path, now: new Date() })).toBe(true);
  });

  it("of a plain form leads back to its page, with what came of it", async () => {
    const form = new FormData();
    form.set("berkas", new File([new Uint8Array(await givenJpeg())], "ktp.jpg"));
    const request = (body: BodyInit) =>
      new Request("http://localhost:3000/api/unggah/identitas", { method: "POST", body, headers: { ...own, ...anas } });
    const sent = await sendIdentity(request(form));
    expect([sent.status, sent.headers.get("location")]).toEqual([
      303,
      `/organizer/daftar?berkas=${stored()[0]}#berkas`,
    ]);
    const refused = await sendIdentity(request(new Uint8Array(givenHeic())));
    expect(refused.headers.get("location")).toBe("/organizer/daftar?gagal=heic#berkas");
  });

  it("is taken from nobody who cannot apply, and not even looked at", async () => {
    const picture = await givenJpeg();
    expect((await send(sendIdentity, picture, { cookie: "" })).status).toBe(401);
    await givenOrganizer({ user: ana, status: "PENDING" });
    expect(await answer(await send(sendIdentity, picture, anas))).toEqual([403, { error: "not-allowed" }]);
    await db().update(organizerProfiles).set({ status: "REJECTED" });
    expect((await send(sendIdentity, picture, anas)).status).toBe(200);
    await db().update(users).set({ emailVerified: false }).where(eq(users.id, ana.id));
    expect(await answer(await send(sendIdentity, picture, anas))).toEqual([403, { error: "not-allowed" }]);
    expect(stored()).toHaveLength(1);
  });
});

describe("the picture for a report", () => {
  it("is taken for a paid trip that has begun, of whoever booked it, and for no other", async () => {
    const started = await givenTrip({ date: new Date(Date.now() - 24 * hour).toISOString().slice(0, 10) });
    const held = { heldUntil: new Date(Date.now() + 24 * hour) };
    const { booking } = await givenBooking({ trip: started, user: ana, payout: held });
    const picture = await givenJpeg();
    const query = `?pesanan=${booking.code}`;
    expect((await send(sendEvidence, picture, anas, query)).status).toBe(200);
    const eves = await cookieOf(await givenUser({ name: "Eve" }));
    expect(await answer(await send(sendEvidence, picture, eves, query))).toEqual([404, { error: "not-found" }]);
    const unpaid = await givenBooking({ user: ana, status: "PENDING_PAYMENT" });
    const early = await send(sendEvidence, picture, anas, `?pesanan=${unpaid.booking.code}`);
    expect(await answer(early)).toEqual([403, { error: "not-allowed" }]);
    expect(stored()).toHaveLength(1);
  });
});

describe("a form hands in", () => {
  const now = new Date();
  const path = () => `${ana.id}-0193f5a2.webp`;
  const fresh = (changes: { userId?: string; path?: string; at?: Date } = {}) =>
    isFreshPrivateUpload({ userId: changes.userId ?? ana.id, path: changes.path ?? path(), now: changes.at ?? now });

  it("a picture of its own sender that is there and a day old at most", async () => {
    await privateFiles().save(path(), Buffer.from("card"), now);
    expect(await fresh()).toBe(true);
    expect(await fresh({ userId: "somebody-else" })).toBe(false);
    expect(await fresh({ path: `${ana.id}-gone.webp` })).toBe(false);
    expect(await fresh({ path: "../../etc/passwd" })).toBe(false);
    expect(await fresh({ at: new Date(now.getTime() + 25 * hour) })).toBe(false);
  });

  it("nothing that was handed in before", async () => {
    await privateFiles().save(path(), Buffer.from("card"), now);
    await givenOrganizer({ user: ana, idDocPath: path() });
    expect(await fresh()).toBe(false);
  });
});
