import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { users } from "#domain/users/schema.ts";
import { tripPhotos, tripPhotosFolder } from "#gateways/storage/stores.ts";
import { filesOfPhoto } from "#photo-names.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenHeic, givenJpeg } from "#tests/pictures.ts";
import { givenOrganizer, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { GET, HEAD } from "./[name]/route.ts";
import { POST } from "./route.ts";

ownDatabase();

const address = "http://localhost:3000/api/unggah/foto";
const own = { origin: "http://localhost:3000", host: "localhost:3000" };

let hugo: { id: string; email: string };
let hugosCookie: { cookie: string };

beforeEach(async () => {
  rmSync(tripPhotosFolder(), { recursive: true, force: true });
  hugo = await givenUser({ name: "Hugo" });
  await givenOrganizer({ user: hugo as never });
  hugosCookie = await cookieOf(hugo);
});

function send(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const init = { method: "POST", body, headers: { ...own, ...hugosCookie, ...headers }, duplex: "half" };
  return POST(new Request(address, init));
}

function form(bytes: Uint8Array<ArrayBuffer>, field = "foto"): FormData {
  const parts = new FormData();
  parts.set(field, new File([bytes], "../../etc/passwd.webp", { type: "text/html" }));
  return parts;
}

const stored = () => {
  try {
    return readdirSync(tripPhotosFolder()).length;
  } catch {
    return 0;
  }
};

const jpeg = async () => new Uint8Array(await givenJpeg());

describe("an approved organizer", () => {
  it.each<[string, () => Promise<BodyInit>]>([
    ["as the part of a form", async () => form(await jpeg())],
    ["as the body", jpeg],
  ])("sends a photo %s and learns its name and its size", async (_how, body) => {
    const response = await send(await body());
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { photo: string };
    expect(answer).toEqual({ ok: true, photo: expect.stringContaining(hugo.id), width: 1600, height: 1200 });
    for (const name of filesOfPhoto(answer.photo)) expect(await tripPhotos().stat(name)).toBeDefined();
  });

  it.each<[string, number, string, () => BodyInit]>([
    ["what an iPhone keeps", 415, "heic", () => form(new Uint8Array(givenHeic()))],
    ["a web page", 415, "not-a-picture", () => "<html>"],
    ["nothing", 400, "no-file", () => ""],
    ["a form without the photo", 400, "no-file", () => form(new Uint8Array(10), "picture")],
    ["too much", 413, "too-large", () => new Uint8Array(policy.uploadMostBytes + 1)],
  ])("who sends %s gets %i %s", async (_what, status, error, body) => {
    const response = await send(body());
    expect([response.status, await response.json()]).toEqual([status, { error }]);
    expect(stored()).toBe(0);
  });

  it("who sends without end is stopped at the limit, whatever he said about the length", async () => {
    let sent = 0;
    let stopped = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
      cancel: () => {
        stopped = true;
      },
    });
    const response = await send(endless, { "content-length": "1000" });
    expect(response.status).toBe(413);
    expect(stopped).toBe(true);
    expect(sent).toBeLessThan(policy.uploadMostBytes + 5_000_000);
  });

  it("who sends more than a person can choose has to wait", async () => {
    const answers: Response[] = [];
    for (let count = 0; count <= policy.attempts.upload.max; count++) answers.push(await send("<html>"));
    expect(answers.at(-2)?.status).toBe(415);
    expect(answers.at(-1)?.status).toBe(429);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(3_000);
  });

  it("is told when the store cannot keep it", async () => {
    // A file where the folder should be.
    mkdirSync(dirname(tripPhotosFolder()), { recursive: true });
    writeFileSync(tripPhotosFolder(), "");
    const response = await send(await jpeg());
    expect([response.status, await response.json()]).toEqual([503, { error: "not-stored" }]);
  });
});

describe("nobody else", () => {
  it("nobody without a session", async () => {
    expect((await send(await jpeg(), { cookie: "" })).status).toBe(401);
  });

  it("nobody whose address is not confirmed, also when they were approved before", async () => {
    const user = await givenUser({ name: "Hugo" });
    await givenOrganizer({ user });
    const cookie = await cookieOf(user);
    await db().update(users).set({ emailVerified: false }).where(eq(users.id, user.id));
    expect((await send(await jpeg(), cookie)).status).toBe(403);
    expect(stored()).toBe(0);
  });

  it("nobody who organizes nothing, or was not approved yet", async () => {
    const eve = await givenUser({ name: "Eve" });
    const eves = await cookieOf(eve);
    expect((await send(await jpeg(), eves)).status).toBe(403);
    await givenOrganizer({ user: eve, status: "PENDING" });
    expect((await send(await jpeg(), eves)).status).toBe(403);
    expect(stored()).toBe(0);
  });

  it.each(["https://evil.example", "null", "http://localhost:3001", ""])("no page of %j", async (origin) => {
    const response = await send(await jpeg(), { origin });
    expect([response.status, await response.json()]).toEqual([403, { error: "foreign" }]);
  });
});

describe("the upload before any trip has it", () => {
  const seen = (name: string, headers: Record<string, string>) =>
    [new Request(`${address}/${name}`, { headers }), { params: Promise.resolve({ name }) }] as const;

  it("is shown to the one who uploaded it, in all widths, and kept by no cache", async () => {
    const { photo } = (await (await send(await jpeg())).json()) as { photo: string };
    for (const name of filesOfPhoto(photo)) {
      const response = await GET(...seen(name, hugosCookie));
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("image/webp");
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect((await HEAD(...seen(photo, hugosCookie))).body).toBeNull();
  });

  it("is not there for anybody else", async () => {
    const { photo } = (await (await send(await jpeg())).json()) as { photo: string };
    const eve = await cookieOf(await givenUser({ name: "Eve" }));
    const sari = await cookieOf(await givenUser({ name: "Sari", role: "ADMIN" }));
    for (const headers of [eve, sari, { cookie: "" }]) expect((await GET(...seen(photo, headers))).status).toBe(404);
    expect((await GET(...seen(`../private/${photo}`, hugosCookie))).status).toBe(404);
  });
});
