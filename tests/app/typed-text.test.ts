import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clock } from "#clock.ts";
import { databaseUrl, db, pool } from "#db/connection.ts";
import { users } from "#domain/users/schema.ts";
import { type Market, openMarket } from "#tests/access/market.ts";
import {
  allRows,
  answerTo,
  type Browser,
  browserOf,
  differences,
  formsOf,
  isSignedIn,
  send,
  visit,
} from "#tests/access/visits.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { wholeTestMs } from "#tests/patience.ts";

ownDatabase({ emptied: false });

let app: RunningApp;
let market: Market;
let ana: Browser;

beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl(), env: { SETRIP_DEMO: "on" } });
  market = await openMarket(clock(), app.dataDir);
  ana = await browserOf(app, market.people.ana.email);
});
afterAll(() => app.stop());

/** Sends the form of a page that has this field, with that in it. */
async function types(path: string, field: string, text: string, browser = ana): Promise<void> {
  const { html } = await visit(app, browser, path);
  const form = formsOf(path, html).find(({ fields }) => fields.some(([name]) => name === field));
  if (!form) throw new Error(`${path} has no form with ${field}`);
  await send(app, browser, { ...form, fields: form.fields.map(([name, is]) => [name, name === field ? text : is]) });
}

/** The form of a page that has this field, as it was when the page was opened; `sends` types into it later. */
async function opens(path: string, field: string, browser = ana) {
  const { html } = await visit(app, browser, path);
  const form = formsOf(path, html).find(({ fields }) => fields.some(([name]) => name === field))!;
  return async (typed: Record<string, string>, sender = browser) =>
    answerTo(app, sender, { ...form, fields: form.fields.map(([name, is]) => [name, typed[name] ?? is]) });
}

async function anas() {
  const [row] = await db().select().from(users).where(eq(users.id, market.people.ana.id));
  return row!;
}

describe("a form whose page was opened before something changed", () => {
  it("takes nothing back, and says so where both changed the same", async () => {
    const [first, old] = [await opens("/akun", "phone"), await opens("/akun", "phone")];
    const { name } = await anas();
    expect((await first({ phone: "081299998888" })).status).toBeLessThan(400);
    await old({ name: "Ana Putri" });
    expect(await anas()).toMatchObject({ name: "Ana Putri", phone: "+6281299998888" });
    const { html } = await old({ name: "Ana Dewi", phone: "081277776666" });
    expect(html).toContain("sudah diubah dari tab atau perangkat lain");
    // What was typed is there, and says still what its page had shown.
    expect(html).toContain("Ana Dewi");
    expect(await anas()).toMatchObject({ name: "Ana Putri", phone: "+6281299998888" });
    await types("/akun", "name", name);
  });

  it("of a trip keeps the new price, the same", async () => {
    const hugo = await browserOf(app, market.people.hugo.email);
    const path = `/organizer/trip/${market.trips.upcoming.id}/ubah`;
    const trip = async () => {
      const { rows } = await pool().query(`select "pricePerPax", "title", "meetingPoint" from "Trip" where "id" = $1`, [
        market.trips.upcoming.id,
      ]);
      return rows[0];
    };
    const others = { photos: market.photo, minPax: "" };
    const [first, old] = [await opens(path, "pricePerPax", hugo), await opens(path, "pricePerPax", hugo)];
    await first({ ...others, pricePerPax: "625.000" });
    await old({ ...others, meetingPoint: "Stasiun Wonosobo" });
    expect(await trip()).toMatchObject({ pricePerPax: 625_000, meetingPoint: "Stasiun Wonosobo" });
    const { html } = await old({ ...others, pricePerPax: "400.000" });
    expect(html).toContain("sudah diubah dari tab atau perangkat lain");
    expect(await trip()).toMatchObject({ pricePerPax: 625_000 });
  });

  it("is not another's who signed in there since", async () => {
    const eve = await browserOf(app, market.people.eve.email);
    for (const [path, field] of [
      ["/akun", "phone"],
      [`/trip/${market.trips.reviewTrip.slug}/pesan`, "contactPhone"],
    ] as const) {
      const okasForm = await opens(path, field, await browserOf(app, market.people.oka.email));
      const before = await allRows();
      const { html } = await okasForm({}, eve);
      expect(html, path).toContain("Halaman ini dibuka sebelum Eve masuk");
      expect(differences(before, await allRows()), path).toEqual([]);
    }
  });
});

describe("in the built app", () => {
  it.each([
    "\u202A+62 812-3456-7890\u202C",
    "0812\u20113456\u20117890",
    "+62 (0)812 3456 7890",
    "6281234567890",
    "0062 812 3456 7890",
    "(0812) 3456.7890",
    "0812/3456/7890",
    "0812\u00A03456\u20097890\u200B",
    "\uFF10\uFF18\uFF11\uFF12 3456 7890",
    "\u0660\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660",
  ])("%j is a phone number", async (typed) => {
    await types("/akun", "phone", "0811 0000 0001");
    await types("/akun", "phone", typed);
    expect((await anas()).phone).toBe("+6281234567890");
  });

  it.each(["\u200B\u200C\u200D", "\u3164", "\u2800 \u00A0", "\u202E\u2066", "\u{E0041}", "\uFEFF", "\u00AD"])(
    "a name of %j is none, and the old one stays",
    async (typed) => {
      const { name } = await anas();
      await types("/akun", "name", typed);
      expect((await anas()).name).toBe(name);
    },
  );

  it.each([
    ["\u202EidubA", "idubA"],
    ["Ana \u{1F469}\u200D\u{1F680}", "Ana \u{1F469}\u200D\u{1F680}"],
    ["ꦲꦤ علي Nguyễn", "ꦲꦤ علي Nguyễn"],
    [`A${"\u0300".repeat(60)}na`, `\u00C0${"\u0300".repeat(6)}na`],
    ["  Ana\t\u00A0Ayu\n", "Ana Ayu"],
  ])("the name %j is kept as %j", async (typed, name) => {
    await types("/akun", "name", typed);
    expect((await anas()).name).toBe(name);
  });

  it("a row that is older than the cleaning turns nothing on any page that shows it", async () => {
    await pool().query(`update "User" set name = $1`, ["\u202Egnay amaN\u202C"]);
    await pool().query(`update "Trip" set title = $1, description = $1`, ["\u2067luduj\u2069"]);
    await pool().query(`update "OrganizerProfile" set "displayName" = $1`, ["\u202Eoguh"]);
    const sari = await browserOf(app, market.people.sari.email);
    const { upcoming } = market.trips;
    const paths = ["/admin/users", "/admin/trips", `/admin/trips/${upcoming.id}`, "/admin/payments", "/admin/audit"];
    for (const path of ["/", `/trip/${upcoming.slug}`, "/pesanan", "/akun", ...paths]) {
      const { html, status } = await visit(app, paths.includes(path) ? sari : ana, path);
      expect([path, status]).toEqual([path, 200]);
      expect(html, path).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u20(2[a-e]|6[6-9])/i);
    }
  });
});

/** Last: it spends what the market has. */
it(
  "hostile text in every field of every form of every role leaves nothing unseen in the database",
  async () => {
    await pool().query(`update "User" set name = 'Ana'`);
    await pool().query(`update "Trip" set title = 'Prau', description = 'Prau'`);
    await pool().query(`update "OrganizerProfile" set "displayName" = 'Hugo'`);
    const before = await allRows();
    const hostile = (value: string) => `\u202E\u2066${value}\u200B\u0007\uFEFF\u{E0041}`;
    for (const [role, paths] of Object.entries(pagesWithForms(market))) {
      const { email } = market.people[role as "ana" | "hugo" | "sari"];
      let browser = await browserOf(app, email);
      for (const path of paths) {
        for (const form of formsOf(path, (await visit(app, browser, path)).html, hostile)) {
          if (!(await isSignedIn(app, browser))) browser = await browserOf(app, email);
          expect([path, await send(app, browser, form)]).toEqual([
            path,
            expect.toSatisfy((status: number) => status < 500),
          ]);
        }
      }
    }
    expect(differences(before, await allRows()).length).toBeGreaterThan(20);
    const { rows: tables } = await pool().query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    );
    const unseen: string[] = [];
    for (const { name } of tables) {
      const { rows } = await pool().query<{ row: string }>(`select to_jsonb(one)::text as row from "${name}" one`);
      unseen.push(
        ...rows
          .filter(({ row }) => /[\u200B\u202A-\u202E\u2066-\u2069\uFEFF\u{E0041}]|\\u0007/u.test(row))
          .map(() => name),
      );
    }
    expect(unseen).toEqual([]);
  },
  wholeTestMs,
);

function pagesWithForms({ trips, bookings }: Market): Record<"ana" | "hugo" | "sari", string[]> {
  const codes = Object.values(bookings).map(({ booking }) => booking.code);
  return {
    ana: [
      ...["/akun", "/akun/rekening", "/organizer/daftar", `/trip/${trips.upcoming.slug}/pesan`],
      ...codes.flatMap((code) => [`/pesanan/${code}`, `/pesanan/${code}/bayar`]),
    ],
    hugo: [
      ...["/akun", "/akun/rekening", "/organizer/trip/baru", `/organizer/trip/${trips.upcoming.id}/ubah`],
      `/organizer/trip/${trips.upcoming.id}`,
    ],
    sari: [
      ...["/admin/payments", "/admin/refunds", "/admin/payouts", "/admin/users", `/admin/trips/${trips.upcoming.id}`],
      ...codes.map((code) => `/admin/bookings/${code}`),
    ],
  };
}
