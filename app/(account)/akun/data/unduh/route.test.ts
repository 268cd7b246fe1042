import { beforeEach, describe, expect, it } from "vitest";
import { password } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { POST } from "./route.ts";

ownDatabase();

const own = { origin: "http://localhost:3000", host: "localhost:3000" };
let ana: Awaited<ReturnType<typeof givenUser>>;
let anas: { cookie: string };

beforeEach(async () => {
  ana = await givenUser();
  anas = await cookieOf(ana);
});

function ask(typed: string | undefined, headers: Record<string, string> = anas): Promise<Response> {
  const body = new FormData();
  if (typed !== undefined) body.set("proof", typed);
  return POST(
    new Request("http://localhost:3000/akun/data/unduh", { method: "POST", body, headers: { ...own, ...headers } }),
  );
}

const where = async (response: Promise<Response>) => {
  const { status, headers } = await response;
  return [status, headers.get("location")];
};

describe("the file with one's data", () => {
  it("comes with the password, as a file that nobody else keeps", async () => {
    const { booking } = await givenBooking({ user: ana });
    const response = await ask(password);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="data-setrip-[\d-]+\.json"$/);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    const data = (await response.json()) as { profile: { email: string }; bookings: { code: string }[] };
    expect([data.profile.email, data.bookings.map(({ code }) => code)]).toEqual([ana.email, [booking.code]]);
  });

  it("leads back to the form with what is wrong", async () => {
    const back = [303, "/akun/data?gagal=wrong-password#salinan"];
    for (const typed of ["salah", "", undefined, "x".repeat(100_000)]) expect(await where(ask(typed))).toEqual(back);
  });

  it("is for who is signed in, and for a form of ours", async () => {
    expect(await where(ask(password, {}))).toEqual([303, "/masuk?lanjut=/akun/data"]);
    expect((await ask(password, { ...anas, origin: "https://evil.example" })).status).toBe(403);
  });

  it("comes five times an hour, then the form says when again", async () => {
    for (let time = 0; time < 5; time++) await (await ask(password)).text();
    const [status, location] = await where(ask(password));
    expect(status).toBe(303);
    expect(location).toMatch(/^\/akun\/data\?gagal=too-many&tunggu=\d+#salinan$/);
  });
});
