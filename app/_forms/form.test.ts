import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tripForm } from "#domain/trips/form.ts";
import { limits } from "#limits.ts";
import { parseForm, sanitizeForm } from "./form.ts";

const schema = z
  .object({
    name: z.string().trim().min(1).max(5),
    email: z.email(),
    pax: z.int().min(1).max(10),
    date: z.iso.date(),
    reason: z.string().min(3).optional(),
  })
  .refine(({ name }) => name !== "Eve", { path: ["name"], error: "not-her" });

const whole = { name: "Ana", email: "ana@example.com", pax: "2", date: "2026-05-10" };

function errorsOf(values: Record<string, string>, words?: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...whole, ...values })) form.set(name, value);
  const submission = parseForm(form, { schema, locale: "id", words });
  return submission.status === "success" ? {} : submission.reply().error;
}

/** Which fields hold a password, by the file that draws them. */
const passwordFields: Record<string, string[]> = {
  "sign-in-form.tsx": ["password"],
  "sign-up-form.tsx": ["password"],
  "set-password-form.tsx": ["password"],
  "change-email-form.tsx": ["password"],
  "change-password-form.tsx": ["old", "password"],
  "two-factor-panel.tsx": ["password"],
  "proof-field.tsx": ["proof"],
  "export-form.tsx": ["proof"],
};

describe("a form that was filled in wrongly says what is wrong, at its field", () => {
  it.each([
    [{ name: "" }, { name: ["Bagian ini wajib diisi."] }],
    [{ name: "   " }, { name: ["Bagian ini wajib diisi."] }],
    [{ name: "Anastasia" }, { name: ["Terlalu panjang. Paling banyak 5 karakter."] }],
    [{ email: "ana" }, { email: ["Alamat email ini belum lengkap. Contoh: nama@contoh.id"] }],
    [{ pax: "dua" }, { pax: ["Isi dengan angka bulat, tanpa huruf."] }],
    [{ pax: "1.5" }, { pax: ["Isi dengan angka bulat, tanpa huruf."] }],
    [{ pax: "11" }, { pax: ["Paling besar 10."] }],
    [{ pax: "0" }, { pax: ["Paling kecil 1."] }],
    [{ date: "2026-02-30" }, { date: ["Pilih tanggal yang ada di kalender."] }],
    [{ reason: "ya" }, { reason: ["Terlalu pendek. Paling sedikit 3 karakter."] }],
  ])("%o", (values, errors) => {
    expect(errorsOf(values)).toEqual(errors);
  });

  it("the schema's own checks have sentences of their own", () => {
    expect(errorsOf({ name: "Eve" }, { "not-her": "Eve tidak boleh ikut." })).toEqual({
      name: ["Eve tidak boleh ikut."],
    });
  });

  it("nothing is wrong with a good one", () => {
    expect(errorsOf({})).toEqual({});
  });

  it("a character that no database keeps is left out", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...whole, name: "A\0na", reason: "\0" })) form.set(name, value);
    expect(parseForm(form, { schema, locale: "id" })).toMatchObject({ status: "success", value: { name: "Ana" } });
  });

  it("a row that no list has is left out, instead of making the answer as long", () => {
    const form = new FormData();
    for (const name of ["travellers[0].fullName", "travellers[5000000].fullName", "x[4294967294]"])
      form.set(name, "Ana");
    const payload = { name: "travellers", index: 5_000_000, value: "Eve" };
    form.set("__intent__", JSON.stringify({ type: "update", payload }));
    const list = z.object({ travellers: z.array(z.unknown()).max(0) });
    const answer = parseForm(form, { schema: list, locale: "id" }).reply();
    expect(JSON.stringify(answer).length).toBeLessThan(500);
    expect(answer.initialValue).toEqual({ travellers: [{ fullName: "Ana" }] });
  });

  it.each(["a..b", "a[", "[0]", "a[-1]", "__proto__[x]", "a.constructor.b", `a${".a".repeat(100_000)}`, "\0", ""])(
    "a field whose name no parser understands (%.20j) is left out",
    (name) => {
      const form = new FormData();
      for (const [known, value] of Object.entries({ ...whole, [name]: "Eve" })) form.set(known, value);
      expect(parseForm(form, { schema, locale: "id" })).toMatchObject({ status: "success", value: { name: "Ana" } });
    },
  );

  it.each([
    "[".repeat(100_000),
    ...["", "null", "1", "[]", '"insert"', '{"a":1}', '{"type":"reset"}', '{"type":"validate","payload":5}'],
    ...['{"type":"update","payload":null}', '{"type":"insert","payload":{}}', '{"type":"x","payload":{}}'],
    ...["__proto__", "constructor", "name", "name.x", `a${".b".repeat(4_000)}`, "", "a[0]", "rows"].flatMap((name) =>
      ["update", "reset", "insert", "remove", "reorder", "validate"].map((type) =>
        JSON.stringify({ type, payload: { name, index: -1, from: 0, to: 1, value: Array(80_000).fill("") } }),
      ),
    ),
    JSON.stringify({ type: "remove", payload: { name: "name", index: 0 } }),
    JSON.stringify({ type: "insert", payload: { name: "name" } }),
    JSON.stringify({ type: "insert", payload: { name: "object", defaultValue: "" } }),
    JSON.stringify({ type: "insert", payload: { name: "rows", defaultValue: Array(80_000).fill("") } }),
    JSON.stringify({ type: "insert", payload: { name: "rows", defaultValue: "x".repeat(80_000) } }),
    JSON.stringify({ type: "insert", payload: { name: "rows", index: limits.form.longestList } }),
    new Blob(["{}"]),
  ])("a button that asks for what no button of ours does (%.80s) is left out", (intent) => {
    const form = new FormData();
    form.set("__intent__", intent as string);
    form.set("object.part", "x");
    for (const [name, value] of Object.entries(whole)) form.set(name, value);
    expect(parseForm(form, { schema, locale: "id" }).status).toBe("success");
  });

  it.each([
    [{ type: "insert", payload: { name: "rows", defaultValue: { title: "", detail: "" } } }, [{ title: "Bromo" }, {}]],
    [{ type: "insert", payload: { name: "rows", index: 0, defaultValue: "" } }, ["", { title: "Bromo" }]],
    [{ type: "remove", payload: { name: "rows", index: 0 } }, []],
  ])("a button of a list adds or removes its row: %j", (intent, rows) => {
    const form = new FormData();
    form.set("__intent__", JSON.stringify(intent));
    form.set("rows[0].title", "Bromo");
    const submission = parseForm(form, { schema: z.object({ rows: z.array(z.unknown()) }), locale: "id" });
    expect([submission.status, submission.payload.rows]).toMatchObject([undefined, rows]);
  });

  it("what the library keeps for forms without scripts is nobody's to send", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...whole, __state__: "{" })) form.set(name, value);
    expect(parseForm(form, { schema, locale: "id" }).status).toBe("success");
  });

  it("thirty thousand fields cost what a few hundred cost", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(whole)) form.set(name, value);
    for (let row = 0; row < 30_000; row++) form.append("email", "eve@example.com");
    for (let row = 0; row < 30_000; row++) form.append(`more${row}`, "x");
    const sanitized = [...sanitizeForm(form)];
    expect(sanitized).toHaveLength(limits.form.mostFields);
    expect(sanitized.filter(([name]) => name === "email")).toHaveLength(limits.form.mostOfOneName);
  });

  it("what nobody sees is gone before any schema looks: a name of it is empty", () => {
    const required = ["Bagian ini wajib diisi."];
    expect(errorsOf({ name: "\u200B\u2060\u3164\u202E" })).toEqual({ name: required });
    expect(errorsOf({ name: "\u202EAna\u202C", email: "ana@exa\u200Bmple.com", pax: "\uFF12" })).toEqual({});
    expect(errorsOf({ date: "\u202A2026\u201105\u201110\u202C", reason: "\u200B" })).toEqual({});
  });

  it("a password stays as it was typed, to the last character", () => {
    const form = new FormData();
    const typed = " \u202Erahasia\t\u00A0\u0301\u200B ";
    for (const name of ["password", "old", "name"]) form.set(name, typed);
    expect(Object.fromEntries(sanitizeForm(form))).toEqual({ password: typed, old: typed, name: "rahasia  \u0301" });
  });

  it("every field for a password is one of those", () => {
    const forms = globSync("app/**/*.tsx").filter((path) =>
      /(?:current|new)-password/.test(readFileSync(path, "utf8")),
    );
    const fields = forms.map((path) => passwordFields[path.slice(path.lastIndexOf("/") + 1)]);
    expect(forms.filter((_path, at) => !fields[at])).toEqual([]);
    const form = new FormData();
    for (const name of new Set(fields.flat())) form.set(name ?? "", "\u200B rahasia\t");
    expect([...sanitizeForm(form)].map(([, value]) => value)).toEqual([...form].map(([, value]) => value));
  });

  it("no action takes a text out of a form by itself, but for those that compare it with what there is", () => {
    const comparing = /wantedPath\(form\.get|sanitizeForm\(form\)|form\.get\("(?:do|locale|theme|evidence|identity)"\)/;
    const own = globSync("app/**/*.{ts,tsx}", { exclude: ["**/*.test.*"] }).flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .filter((text) => /\bform\.(?:get|getAll)\(/i.test(text) && !comparing.test(text))
        .map((text) => `${path}: ${text.trim()}`),
    );
    // Passwords and codes of the second step; their verbs clean the codes.
    expect(own.filter((text) => !text.includes("two-factor-actions.ts"))).toEqual([]);
  });

  it("buttons of lists do what they say", () => {
    const form = new FormData();
    form.set("travellers[0].fullName", "Ana");
    form.set("__intent__", JSON.stringify({ type: "insert", payload: { name: "travellers", index: 0 } }));
    const list = z.object({ travellers: z.array(z.unknown()) });
    const answer = parseForm(form, { schema: list, locale: "id" }).reply();
    expect(answer.initialValue?.travellers).toHaveLength(2);
  });

  it("lists within a form are told apart", () => {
    const form = new FormData();
    form.set("itinerary[0].title", "Naik");
    form.set("itinerary[1].detail", "Turun");
    const submission = parseForm(form, { schema: tripForm, locale: "id" });
    expect(submission.reply().error).toMatchObject({ "itinerary[1].title": ["Bagian ini wajib diisi."] });
  });
});
