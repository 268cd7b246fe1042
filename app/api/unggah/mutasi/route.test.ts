import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { statementUploads } from "#domain/statements/schema.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { POST } from "./route.ts";

ownDatabase();

const own = { origin: "http://localhost:3000", host: "localhost:3000", accept: "text/html" };
const csv = Buffer.from("Tanggal;Keterangan;Debit;Kredit;Saldo\r\n01/05/2026;TRSF E-BANKING CR;;300000;300000\r\n");

let saris: { cookie: string };

beforeEach(async () => {
  saris = await cookieOf(await givenUser({ name: "Sari", role: "ADMIN" }));
});

/** Where a file of the bank leads whoever sent it. */
async function leadsTo(bytes: Uint8Array, { headers = {}, account = "bca", field = "berkas" } = {}): Promise<string> {
  const form = new FormData();
  form.set(field, new File([new Uint8Array(bytes)], "../mutasi.csv", { type: "text/csv" }));
  const address = `http://localhost:3000/api/unggah/mutasi?rekening=${encodeURIComponent(account)}`;
  const answer = await POST(
    new Request(address, { method: "POST", body: form, headers: { ...own, ...saris, ...headers } }),
  );
  expect(answer.status).toBe(303);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return answer.headers.get("location") ?? "";
}

const kept = () => db().select().from(statementUploads);

describe("a bank's statement", () => {
  it("leads to the page on which it is looked at, and nothing of it is in the book yet", async () => {
    const location = await leadsTo(csv);
    const [upload] = await kept();
    expect(location).toBe(`/admin/bank/impor?berkas=${upload?.id}`);
    expect(upload?.sheet).toHaveLength(2);
    expect(upload?.accountKey).toBe("bca");
  });

  it.each([
    ["with nothing in it", () => Buffer.alloc(0), "no-file"],
    ["that is a PDF", () => Buffer.from("%PDF-1.7\n"), "pdf"],
    ["that is a web page", () => Buffer.from("<html><table><tr><td>1</td></tr></table></html>"), "web-page"],
    ["that is an old workbook", () => Buffer.from("d0cf11e0a1b11ae1", "hex"), "old-workbook"],
    ["that is a workbook which was cut off", () => Buffer.from("504b030414000000", "hex"), "damaged"],
    ["that is no text", () => Buffer.from([0, 1, 2, 3, 255, 254]), "wrong-type"],
    ["larger than any statement", () => Buffer.alloc(limits.statement.mostBytes + 20_000, "1;2\n"), "too-large"],
    ["of more rows than are read", () => Buffer.from("1;2;3\n".repeat(limits.statement.mostRows + 1)), "too-many-rows"],
    [
      "of more columns than are read",
      () => Buffer.from(`${"1;".repeat(limits.statement.mostColumns + 1)}\n`),
      "too-many-columns",
    ],
    [
      "with a cell that is too long",
      () => Buffer.from(`a;b;c\n1;2;${"x".repeat(limits.statement.longestCell + 1)}\n`),
      "too-long-cell",
    ],
  ])("%s leads back with the reason, and is not kept", async (_what, make, reason) => {
    expect(await leadsTo(make())).toBe(`/admin/bank?rekening=bca&gagal=${reason}#impor`);
    expect(await kept()).toEqual([]);
  });

  it("for an account that nobody has is refused, whatever it is called", async () => {
    expect(await leadsTo(csv, { account: "bca&gagal=x#y\r\nset-cookie: a=b" })).toBe(
      "/admin/bank?rekening=bca%26gagal%3Dx%23y%0D%0Aset-cookie%3A%20a%3Db&gagal=no-account#impor",
    );
    expect(await kept()).toEqual([]);
  });

  it("under another name of the form's field is no file", async () => {
    expect(await leadsTo(csv, { field: "lampiran" })).toContain("gagal=no-file");
  });
});

describe("nobody but an admin on a page of ours", () => {
  it("can send one, and what they sent is not read", async () => {
    const anas = await cookieOf(await givenUser());
    expect(await leadsTo(csv, { headers: anas })).toContain("gagal=not-allowed");
    expect(await leadsTo(csv, { headers: { cookie: "" } })).toContain("gagal=signed-out");
    expect(await leadsTo(csv, { headers: { origin: "https://evil.example" } })).toContain("gagal=foreign");
    expect(await kept()).toEqual([]);
  });

  it("can send more than policy says", async () => {
    for (let tries = 0; tries < policy.attempts.upload.max; tries++) await leadsTo(Buffer.alloc(0));
    expect(await leadsTo(csv)).toContain("gagal=too-many");
    expect(await kept()).toEqual([]);
  });
});
