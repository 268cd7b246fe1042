import sharp from "sharp";
import { expect, it } from "vitest";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip } from "#tests/rows.ts";
import { GET } from "./route.ts";

ownDatabase();

const get = (kind: string, slug: string, query = "") =>
  GET(new Request(`http://setrip.id/kartu/${kind}/${slug}${query}`), { params: Promise.resolve({ kind, slug }) });

it("every public page has a picture: of the right kind and size, and light", async () => {
  const organizer = await givenOrganizer();
  const { slug } = await givenTrip({ organizerId: organizer.id });
  const asked = [
    get("trip", slug),
    get("trip", slug, "?bahasa=en"),
    get("penyelenggara", organizer.slug),
    ...["beranda", "bantuan", "cara-kerja", "syarat"].map((page) => get("halaman", page)),
  ];
  for (const response of await Promise.all(asked)) {
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(response.headers.get("cache-control")).toBe("public, max-age=86400");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.byteLength).toBeLessThan(300_000);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 1200, height: 630 });
  }
});

it.each([
  ["trip", "tidak-ada"],
  ["penyelenggara", "tidak-ada"],
  ["halaman", "constructor"],
  ["lain", "x"],
])("there is none of what is not there: %s/%s, and nobody keeps that", async (kind, slug) => {
  const response = await get(kind, slug);
  expect(response.status).toBe(404);
  expect(response.headers.get("cache-control")).toBe("no-store");
});

it("is drawn once, and more at once than may wait are told to come again", async () => {
  const trips = [];
  for (let number = 0; number <= limits.shareCard.mostWaiting + 1; number++)
    trips.push(await givenTrip({ title: `Trip ${number}` }));
  const [first] = trips;
  await get("trip", first!.slug);
  const responses = await Promise.all(trips.slice(1).map(({ slug }) => get("trip", slug)));
  expect(responses.map(({ status }) => status)).toContain(503);
  expect((await get("trip", first!.slug)).status).toBe(200);
});
