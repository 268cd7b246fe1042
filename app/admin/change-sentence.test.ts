import { describe, expect, it } from "vitest";
import { auditActions } from "#domain/audit/actions.ts";
import { changeSentence } from "./change-sentence.ts";

const written = { before: null, after: null };

describe.each(["id", "en"] as const)("in %s", (locale) => {
  it("every action has a sentence of its own, with and without what it may say", () => {
    const sentences = auditActions.map((action) => changeSentence({ action, ...written }, locale));
    expect(new Set(sentences).size).toBe(auditActions.length);
    const rich = { amount: 300_000, heldUntil: "2026-05-13T00:00:00.000Z", transferRef: "REF1", why: "Salah", pax: 2 };
    for (const action of auditActions) {
      for (const after of [null, rich]) {
        const sentence = changeSentence({ action, before: null, after }, locale);
        expect(sentence).not.toMatch(/undefined|null|\w\.\w{4}|^\s|\s$| {2}/);
        expect(sentence).toMatch(/^\p{Ll}/u);
      }
    }
  });

  it("ends once, whatever its reason ends with", () => {
    const [reason, words] = locale === "id" ? ["Salah ketik", "rekening"] : ["A slip", "account"];
    for (const action of auditActions) {
      for (const end of ["", ".", "!", "?", "…", ".  "]) {
        const sentence = changeSentence({ action, before: null, after: { why: `${reason}${end}` } }, locale);
        expect(sentence, `${action} ${words}`).toMatch(/[^.!?…][.!?…]$/);
      }
    }
  });

  it("says the amount of every row of money that changed, and the account where money came in or went out", () => {
    const row = { amount: 123_456, items: 2, accountKey: "bca", fileName: null };
    const ofMoney = auditActions.filter((action) =>
      /^(?:payment|receipt|payout|refund|statement|transfer)\./.test(action),
    );
    for (const action of ofMoney) {
      const sentence = changeSentence({ action, before: { amount: 123_456 }, after: { status: "X" }, row }, locale);
      // How an account's statements are read is of no amount.
      if (action !== "statement.format") expect(sentence, action).toContain("Rp 123.456");
      if (/^(?:receipt|statement|transfer)/.test(action)) expect(sentence, action).toContain(" BCA");
    }
  });
});

it("says amounts, moments, reasons and references as people do", () => {
  const say = (action: string, after: Record<string, unknown>, before: Record<string, unknown> | null = null) =>
    changeSentence({ action, before, after }, "id");
  expect(say("payment.settle", { status: "PAID", receivedAmount: 600_123 })).toBe("menerima pembayaran Rp 600.123.");
  expect(say("payout.hold", { amount: 570_000, heldUntil: "2026-05-13T00:00:00.000Z" })).toBe(
    "menahan Rp 570.000 untuk organizer sampai 13 Mei 2026 07.00 WIB.",
  );
  expect(say("trip.close", { closeReason: "Cuaca  buruk" })).toBe("membatalkan trip: Cuaca buruk.");
  expect(say("payout.bounce", { transferRef: null }, { transferRef: "BCA-1" })).toContain("BCA-1");
  expect(say("refund.reject", { why: "superseded" })).toContain("digantikan oleh keputusan lain");
  expect(say("booking.cancel", { cancelReason: null, cancelCause: "short" })).toContain("kurang dari harga");
  expect(say("payout.hold-back", { holdReason: "Penipuan", holdCause: "suspended" })).toContain(
    "dinonaktifkan: Penipuan",
  );
  expect(say("payout.hold-back", { holdReason: "Dicek", holdCause: "of another release" })).toMatch(/: Dicek\.$/);
});

it("an action of another release is told all the same, and no key of an object is taken for one", () => {
  expect(changeSentence({ action: "payment.levitate", ...written }, "en")).toBe("did payment.levitate.");
  expect(changeSentence({ action: "constructor", ...written }, "id")).toBe("melakukan constructor.");
});
