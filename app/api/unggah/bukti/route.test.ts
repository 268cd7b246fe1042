import { readdirSync, rmSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { policy } from "#domain/policy.ts";
import { privateFilesFolder } from "#gateways/storage/stores.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenHeic, givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenTrip, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { find } from "#tests/stories.ts";
import { POST } from "./route.ts";

// Outside a request of Next there is nothing to send mails after.
vi.mock("#app/_http/mails-soon.ts", () => ({ sendMailsSoon: () => {} }));

ownDatabase();

const own = { origin: "http://localhost:3000", host: "localhost:3000", accept: "application/json" };
const hour = 3_600_000;

let ana: Awaited<ReturnType<typeof givenUser>>;
let anas: { cookie: string };
let booking: { id: string; code: string };

beforeEach(async () => {
  rmSync(privateFilesFolder(), { recursive: true, force: true });
  ana = await givenUser();
  anas = await cookieOf(ana);
  booking = await unpaid(new Date(Date.now() + hour));
});

/** Ana's booking that has to be paid before `expiresAt`. */
async function unpaid(expiresAt: Date) {
  const values = { status: "PENDING_PAYMENT", user: ana, payment: { expiresAt } } as const;
  return (await givenBooking({ trip: await givenTrip(), ...values })).booking;
}

function send(bytes: Uint8Array, headers: Record<string, string> = {}, code = booking.code): Promise<Response> {
  const form = new FormData();
  form.set("bukti", new File([new Uint8Array(bytes)], "../../etc/passwd", { type: "text/html" }));
  const address = `http://localhost:3000/api/unggah/bukti?pesanan=${code}`;
  return POST(new Request(address, { method: "POST", body: form, headers: { ...own, ...anas, ...headers } }));
}

const kept = () => {
  try {
    return readdirSync(privateFilesFolder());
  } catch {
    return [];
  }
};

const answer = async (response: Response) => [response.status, await response.json()];

describe("the proof of a transfer", () => {
  it("is kept for its booking, which is under review from then on", async () => {
    expect(await answer(await send(await givenJpeg()))).toEqual([200, { ok: true }]);
    const { payment } = await find({ bookingId: booking.id });
    expect(kept()).toEqual([payment.proofPath]);
    expect(payment.proofPath).toContain(ana.id);
  });

  it("of a plain form leads back to its page, with what came of it", async () => {
    const where = async (bytes: Uint8Array) =>
      (await send(bytes, { accept: "text/html" })).headers.get("location")?.replace(booking.code, "ST");
    expect(await where(givenHeic())).toBe("/pesanan/ST/bayar?gagal=heic#bukti");
    expect(await where(await givenJpeg())).toBe("/pesanan/ST/bayar?kabar=bukti-terkirim#bukti");
  });

  it("is taken once; who presses again because the line was cut hears that it is sent, and no second one is kept", async () => {
    await send(await givenJpeg());
    const first = kept();
    expect(await answer(await send(await givenJpeg()))).toEqual([200, { ok: true }]);
    const page = await send(await givenJpeg(), { accept: "text/html" });
    expect(page.headers.get("location")).toBe(`/pesanan/${booking.code}/bayar?kabar=bukti-terkirim#bukti`);
    expect(kept()).toEqual(first);
  });

  it("that comes too late gets a 409, is not kept, and the seats are free", async () => {
    const late = await unpaid(new Date(Date.now() - 1));
    expect(await answer(await send(await givenJpeg(), {}, late.code))).toEqual([409, { error: "expired" }]);
    expect(kept()).toEqual([]);
    expect((await find({ bookingId: late.id })).booking.status).toBe("EXPIRED");
  });

  it.each([
    ["of an iPhone's own format", givenHeic, 415, "heic"],
    ["that is a web page", () => Buffer.from("<script>"), 415, "not-a-picture"],
    ["with nothing in it", () => Buffer.alloc(0), 400, "no-file"],
    ["larger than any picture", () => Buffer.alloc(policy.uploadMostBytes + 20_000), 413, "too-large"],
  ])("%s is refused and not kept", async (_what, make, status, error) => {
    expect(await answer(await send(make()))).toEqual([status, { error }]);
    expect(kept()).toEqual([]);
  });
});

describe("nobody else", () => {
  it("can send one for Ana's booking, or learn that there is one", async () => {
    const eves = await cookieOf(await givenUser({ name: "Eve" }));
    expect(await answer(await send(await givenJpeg(), eves))).toEqual([404, { error: "not-found" }]);
    expect(await answer(await send(await givenJpeg(), eves, "ST-AAAAA"))).toEqual([404, { error: "not-found" }]);
    expect(kept()).toEqual([]);
  });

  it("can send one signed out, or from another site", async () => {
    expect(await answer(await send(await givenJpeg(), { cookie: "" }))).toEqual([401, { error: "signed-out" }]);
    const foreign = await send(await givenJpeg(), { origin: "https://evil.example" });
    expect(await answer(foreign)).toEqual([403, { error: "foreign" }]);
  });

  it("is taken more often than policy says, with the time to wait", async () => {
    for (let tries = 0; tries < policy.attempts.upload.max; tries++) await send(Buffer.from("x"));
    const refused = await send(await givenJpeg());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
