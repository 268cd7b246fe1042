import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { savePrivateUpload } from "#domain/files/private.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { GET, HEAD } from "./route.ts";

// Nothing here changes what is asked for, and drawing three papers takes a second: they are made once.
ownDatabase({ emptied: false });

type Who = "Ana" | "Hugo" | "Sari" | "Eve" | "nobody";

const cookies = {} as Record<Who, string>;
let ids: Record<"bukti" | "identitas" | "laporan", string>;

beforeAll(async () => {
  const ana = await givenUser();
  const hugo = await givenUser({ name: "Hugo" });
  const eve = await givenUser({ name: "Eve" });
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  for (const user of [ana, hugo, eve, sari]) cookies[user.name as Who] = (await cookieOf(user)).cookie;
  cookies.nobody = "";

  const organizer = await givenOrganizer({ user: hugo, idDocPath: await paper(hugo.id) });
  const trip = await givenTrip({ organizerId: organizer.id });
  const { booking, payment } = await givenBooking({ trip, user: ana, proofPath: await paper(ana.id) });
  const refund = await givenRefund(booking, { evidencePath: await paper(ana.id) });
  ids = { bukti: payment.id, identitas: organizer.id, laporan: refund.id };
});

async function paper(userId: string): Promise<string> {
  const saved = await savePrivateUpload({ userId, bytes: await givenJpeg(600, 400), now: madeAt });
  if (!saved.ok) throw new Error(saved.reason);
  return saved.path;
}

function asked(who: Who, kind: string, id: string) {
  const request = new Request(`http://localhost:3000/berkas/${kind}/${id}`, { headers: { cookie: cookies[who] } });
  return [request, { params: Promise.resolve({ kind, id }) }] as const;
}

describe.each([
  ["bukti", ["Ana", "Sari"]],
  ["identitas", ["Hugo", "Sari"]],
  ["laporan", ["Ana", "Sari"]],
] as const)("%s", (kind, allowed) => {
  it.each(["Ana", "Hugo", "Sari", "Eve", "nobody"] as const)(`is for ${allowed.join(" and ")}: %s`, async (who) => {
    const response = await GET(...asked(who, kind, ids[kind]));
    const may = (allowed as readonly string[]).includes(who);
    expect(response.status).toBe(may ? 200 : 404);
    expect((await response.bytes()).toString().length > 100).toBe(may);
  });
});

it("a private file is kept by no cache, guessed by no browser and can run nothing", async () => {
  for (const answer of [GET, HEAD]) {
    const response = await answer(...asked("Ana", "bukti", ids.bukti));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/webp",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-disposition": "inline",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    await response.body?.cancel();
  }
});

it.each([
  ["bukti", "an unknown id", () => newId()],
  ["bukti", "another kind's id", () => ids.laporan],
  ["foto", "an unknown kind", () => ids.bukti],
  ["constructor", "a word that every object knows", () => ids.bukti],
])("%s with %s is not found, not even for an admin", async (kind, _what, id) => {
  expect((await GET(...asked("Sari", kind, id()))).status).toBe(404);
});

it("a payment without a proof has none to show", async () => {
  const { payment } = await givenBooking({ trip: await givenTrip() });
  expect((await GET(...asked("Sari", "bukti", payment.id))).status).toBe(404);
});
