import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wordsFor } from "ronda/words";
import { describe, expect, it } from "vitest";
import { MailAccountError } from "#domain/emails/account-error.ts";
import { auditedTables } from "#domain/ledger/audited-tables.ts";
import { BooksBrokenError, type BrokenRule } from "#domain/ledger/books-error.ts";
import { booksRules } from "#domain/ledger/books-rules.ts";
import { columnInWords, knownErrorInWords } from "./known-errors.ts";
import { runbookPartOf } from "./runbook-parts.ts";

const row = (of: string | null, figures: BrokenRule["rows"][number]["figures"] = null) => ({ id: "1", of, figures });
const broken = (...rules: [BrokenRule["rule"], ...BrokenRule["rows"]][]) =>
  new BooksBrokenError(rules.map(([rule, ...rows]) => ({ rule, says: "", rows }))).message;
const says = (message: string, locale: "id" | "en" = "id") => knownErrorInWords(message, locale)?.says;
const short = row("ST-9594S", { is: 540_878, must: 490_878 });
const balance = row(null, { is: 359_121_597, must: 359_071_597 });

describe("books that do not add up", () => {
  it("name one booking with what came in and what is accounted for, in rupiah, and say what not to do", () => {
    const message = broken(["money-in", short], ["balance", balance]);
    expect(says(message)).toBe(
      "pembukuan tidak cocok di pesanan ST-9594S: masuk Rp 540.878, tetapi bagian organizer, biaya, dan pengembaliannya berjumlah Rp 490.878: kurang Rp 50.000",
    );
    expect(says(message, "en")).toBe(
      "the books do not add up at booking ST-9594S: Rp 540.878 came in, but the organizer's share, the fee and the refunds make Rp 490.878: Rp 50.000 too little",
    );
    expect(knownErrorInWords(message, "id")?.whatToDo).toMatch(/^Jangan transfer apa pun untuk pesanan yang disebut\./);
  });

  it("name several bookings, and count those beyond three and those that the message only counts", () => {
    expect(says(broken(["one-story", row("ST-1"), row("ST-2")], ["money-in", row("ST-1", short.figures)]))).toBe(
      "pembukuan tidak cocok di 2 pesanan: ST-1, ST-2",
    );
    const many = Array.from({ length: 25 }, (_, at) => row(`ST-${at}`));
    expect(says(broken(["one-story", ...many]))).toBe(
      "pembukuan tidak cocok di 25 pesanan: ST-0, ST-1, ST-2 dan 22 lagi",
    );
  });

  it("name the trip where only seats are wrong, and nothing but the sum where no row is", () => {
    expect(says(broken(["seats", row("bromo-1", { is: 12, must: 10 })]))).toBe(
      "jumlah kursi tidak cocok di trip bromo-1: 12 kursi terisi, padahal kuotanya 10",
    );
    expect(says(broken(["balance", balance]))).toContain("seharusnya ada Rp 359.121.597 di rekening");
  });

  it.each(booksRules)("%s has a sentence in both languages, without its own name or a bare figure", (rule) => {
    const message = broken([rule, row("ST-9594S", { is: 1_234_567, must: 1_234_568 })]);
    for (const locale of ["id", "en"] as const) {
      expect(says(message, locale)).not.toMatch(/undefined|\bI\d\b|<>|1234567/);
      expect(knownErrorInWords(message, locale)?.whatToDo).toMatch(/\.$/);
    }
  });
});

it("each figure and state that the audit log proves has a name in both languages", () => {
  const named = auditedTables.flatMap(({ name, columns }) => [
    name,
    ...columns.map((column) => `${name}.${column.name}`),
  ]);
  for (const locale of ["id", "en"] as const)
    for (const what of named)
      expect(columnInWords(what, locale).replace("SeTrip", ""), what).not.toMatch(/[a-z][A-Z]|\b(At|Id)\b|undefined/);
  expect(columnInWords("Payout.amount", "id")).toBe("Pencairan (jumlah)");
});

it("a row that changed past the app is told by booking, figure and rupiah, and a transfer by its code", () => {
  const changed = { id: "1", of: "ST-9594S", what: "Payout.amount", figures: { is: 540_878, must: 490_878 } };
  expect(says(broken(["changed", changed]))).toBe(
    "pembukuan tidak cocok di pesanan ST-9594S: Pencairan (jumlah): tercatat Rp 540.878, padahal menurut riwayat Rp 490.878: lebih Rp 50.000",
  );
  const status = { id: "1", of: "TF-7F3K9", what: "Transfer.status", figures: null };
  expect(says(broken(["changed", status]), "en")).toBe(
    "the books do not add up at transfer TF-7F3K9: Transfer (state): its value changed without a line in the history",
  );
});

it("a mail provider that refuses everything is said as on the page about mails, with what to do at the run", () => {
  const refused = new MailAccountError("HTTP 403 validation_error: The setrip.id domain is not verified. Add it.")
    .message;
  for (const message of [refused, refused.replace(/^.*?: /, "")]) {
    expect(knownErrorInWords(message, "id")).toEqual({
      says: "penyedia email menolak semua email: domain pengirim belum diverifikasi di penyedia email",
      whatToDo:
        "Verifikasi domain dari EMAIL_FROM di penyedia email, lalu tekan Jalankan lagi. Email yang waktunya belum lewat langsung terkirim.",
    });
  }
});

it("every other error stays the engine's or as it is", () => {
  expect(knownErrorInWords("no seat is left", "en")).toBeNull();
  const words = wordsFor({ locale: "id", cause: knownErrorInWords });
  expect(words.cause("deadlock detected")?.kind).toBe("deadlock");
  expect(words.cause(broken(["money-in", short]))?.kind).toBe("own");
});

it("each has its own part of the runbook, in both languages", () => {
  const error = (message: string) => runbookPartOf({ kind: "error", message });
  const parts = [
    error(broken(["money-in", short])),
    error(new MailAccountError("no").message),
    runbookPartOf({ kind: "expectation", message: "3 mails could not be sent, and none has been sent since" }),
    runbookPartOf({ kind: "found" }, "photos-missing"),
    runbookPartOf({ kind: "found" }, "pages-failed"),
  ];
  expect(parts).toEqual(["books-broken", "mails-refused", "mails-unsent", "files-missing", "pages-failed"]);
  expect(error("2 trips failed: 1: deadlock detected; 3 completed")).toBe("error");
  expect([error("no seat is left"), runbookPartOf({ kind: "found" }, "payments-stuck")]).toEqual(["error", "found"]);
  const refused = (words: string) => error(new MailAccountError(`HTTP 403 validation_error: ${words}`).message);
  const ofOneCause = [
    refused("The setrip.id domain is not verified"),
    refused("API key is invalid"),
    refused("Your account is suspended"),
    runbookPartOf({ kind: "rejected", acceptedJob: "prune" }),
  ];
  expect(ofOneCause).toEqual(["mails-domain", "mails-key", "mails-account", "rejected-line"]);
  expect(runbookPartOf({ kind: "rejected" })).toBe("rejected");
  for (const locale of ["id", "en"] as const) {
    const text = readFileSync(join(import.meta.dirname, `../../docs/runbook.${locale}.md`), "utf8");
    for (const part of parts) expect(text).toContain(`<a id="${part}"></a>\n\n### `);
    for (const part of ofOneCause) expect(text).toContain(`<a id="${part}"></a>\n\n#### `);
  }
});
