import { readdirSync, readlinkSync } from "node:fs";
import { beforeEach, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenTrip, madeAt } from "#tests/rows.ts";
import { GET, HEAD } from "./route.ts";

ownDatabase();

let photo: string;

beforeEach(async () => {
  const { id: tripId } = await givenTrip();
  photo = `hugo-${newId()}.webp`;
  await db()
    .insert(tripImages)
    .values({ id: newId(), tripId, path: photo, position: 0, createdAt: madeAt, updatedAt: madeAt });
  await tripPhotos().save(photo, Buffer.from("the photo"));
  await tripPhotos().save(photo.replace("webp", "480.webp"), Buffer.from("its small copy"));
});

const sent = (name: string) => ({ params: Promise.resolve({ name }) });

/** The photos that this process has open, where the system tells. */
function openPhotos(): string[] {
  if (process.platform !== "linux") return [];
  const targets = readdirSync("/proc/self/fd").map((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`);
    } catch {
      return "";
    }
  });
  return targets.filter((target) => target.endsWith(".webp"));
}

function get(name: string): Promise<Response> {
  return GET(new Request("http://localhost:3000/foto"), sent(name));
}

it("a photo of a trip is sent as WebP that browsers may keep", async () => {
  const response = await get(photo);
  expect(await response.text()).toBe("the photo");
  expect(response.headers.get("content-type")).toBe("image/webp");
  expect(response.headers.get("cache-control")).toContain("immutable");
});

it("so are its widths", async () => {
  expect(await (await get(photo.replace("webp", "480.webp"))).text()).toBe("its small copy");
});

it("a width that photos did not have yet is the photo itself; one that they never had is not found", async () => {
  expect(await (await get(photo.replace("webp", "960.webp"))).text()).toBe("the photo");
  expect((await get(photo.replace("webp", "961.webp"))).status).toBe(404);
});

it("HEAD gets the headers alone, and no file stays open behind it", async () => {
  const large = `hugo-${newId()}.webp`;
  await db().update(tripImages).set({ path: large });
  await tripPhotos().save(large, Buffer.alloc(1_000_000));
  const response = await HEAD(new Request("http://localhost:3000/foto", { method: "HEAD" }), sent(large));
  expect(response.status).toBe(200);
  expect(response.body).toBeNull();
  expect(response.headers.get("content-length")).toBe("1000000");
  await expect.poll(openPhotos).toEqual([]);
});

it("an upload that no trip refers to is not public", async () => {
  const orphan = `hugo-${newId()}.webp`;
  await tripPhotos().save(orphan, Buffer.from("nobody's"));
  expect((await get(orphan)).status).toBe(404);
});

it.each(["../private/proof.webp", "..%2fprivate%2fproof.webp", ".env", "hugo.webp", "hugo-gone.webp", ""])(
  "%j is not found",
  async (name) => {
    expect((await get(name)).status).toBe(404);
  },
);
