"use server";

import { z } from "zod";
import { type AdminForm, adminAction } from "#app/admin/admin-action.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { unlikelyWords } from "#app/admin/unlikely.ts";
import { acceptExact, acceptLine } from "#domain/bank-book/accept.ts";
import { takeOverBalance } from "#domain/bank-book/balance.ts";
import { reopenLine } from "#domain/bank-book/unmatch.ts";
import { matchReceipt } from "#domain/bookings/receipts/match.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { line, paragraphs } from "#domain/fields/text.ts";
import { importStatement } from "#domain/statements/import.ts";
import { decideLine, ownKinds } from "#domain/statements/lines.ts";
import { undoImport } from "#domain/statements/undo.ts";
import { confirmFromLine } from "#domain/transfers/from-line.ts";
import { matchTransfer } from "#domain/transfers/match.ts";
import { day, moment, rupiah } from "#texts/format.ts";
import { acceptedAbout } from "./flash.ts";
import { chosenField } from "./layout-params.ts";

const page = "/admin/bank";

/** As many digits as a field for rupiah reads. */
const highestBalance = 9_999_999_999;

const importForm = z.object({
  uploadId: z.string(),
  accountKey: z.string(),
  chosen: chosenField,
  /** Each as `<id of the old line>:same` or `:other`. */
  answers: z.array(z.string().regex(/^[\w-]+:(?:same|other)$/)).default([]),
  /** What the statement ends with, where its file does not say. */
  closing: rupiahField({ least: 0, most: highestBalance }).optional(),
});

/** Saves a file that was looked at. */
export const importAction = adminAction({ page, schema: importForm }, async (sent) => {
  const { value, adminId, now, texts, refuse, refuseStale, done } = sent;
  const { uploadId, accountKey, chosen, closing: closingRupiah } = value;
  const answers = new Map(value.answers.map((answer) => answer.split(":") as [string, "same" | "other"]));
  const imported = await importStatement({ uploadId, chosen, answers, closingRupiah, adminId, now });
  const account = `${page}?rekening=${encodeURIComponent(accountKey)}`;
  if (!imported.ok) {
    if (imported.reason === "not-found") return done("imported", { page: account });
    const sentence = texts.bank.preview.refusals[imported.reason];
    return imported.reason === "unanswered" ? refuse(sentence) : refuseStale(sentence);
  }
  return done("importedLines", { about: `${imported.added}.${imported.known + imported.changed}`, page: account });
});

const undoImportForm = z.object({ importId: z.string(), reason: line(200, 3) });

/** The wrong file was imported: takes it out of the book, or says what keeps it. */
export const undoImportAction = adminAction({ page, schema: undoImportForm }, async (sent) => {
  const { value, adminId, now, locale, texts, done } = sent;
  const { files, refusals } = texts.bank;
  const undone = await undoImport({ ...value, adminId, now });
  if (undone.ok) return done("importUndone", { about: String(undone.removed) });
  switch (undone.reason) {
    case "not-found":
      return outdated(sent, refusals["not-found"]);
    case "later-file":
      return sent.refuse(files.laterFile(undone.fileName, moment(undone.createdAt, locale)));
    case "kept": {
      const named = undone.lines.map(({ bookedOn, amount, description }) =>
        files.line(day(bookedOn, locale), rupiah(amount), description),
      );
      const more = undone.count > named.length ? ["…"] : [];
      return sent.refuse(files.kept(String(undone.count), [...named, ...more].join("; ")));
    }
  }
});

const exactForm = z.object({ accountKey: z.string(), seenAt });

/** Records all exact lines that the admin saw. */
export const acceptExactAction = adminAction({ page, schema: exactForm }, async ({ value, adminId, now, done }) => {
  const { accountKey, seenAt: seen = now } = value;
  const accepted = await acceptExact({ accountKey, seenAt: seen, adminId, now });
  return done("accepted", { about: acceptedAbout(accepted) });
});

/** The line's form goes with what it was about: the page stays as it was, so that the sentence is read. */
function outdated({ refuse, texts }: Pick<AdminForm<unknown>, "refuse" | "texts">, sentence: string) {
  return refuse(`${sentence} ${texts.form.reload}`);
}

const candidateForm = z.object({ lineId: z.string(), targetId: z.string() });

/** With the amount that they were asked about, where it is an unlikely one. */
const acceptForm = candidateForm.extend({ sure: z.int().optional() });

/** Records one line for the payment that the admin chose. */
export const acceptLineAction = adminAction({ page, schema: acceptForm }, async (sent) => {
  const { value, adminId, now, texts, refuseField, done } = sent;
  const { lineId, targetId, sure: sureOfRupiah = null } = value;
  const recorded = await acceptLine({ lineId, paymentId: targetId, sureOfRupiah, adminId, now });
  if (!recorded.ok && recorded.reason === "unlikely") return refuseField("sure", unlikelyWords(recorded, texts));
  if (!recorded.ok) return outdated(sent, texts.bank.refusals[recorded.reason]);
  if (recorded.outcome === "already") return outdated(sent, texts.bank.refusals.already);
  // Told from the payment as it stands: all there, a part, too much, or going back.
  return done("settled", { about: targetId });
});

type Matching = { lineId: string; targetId: string; adminId: string; now: Date };
type Matched = Awaited<ReturnType<typeof matchReceipt>> | Awaited<ReturnType<typeof matchTransfer>>;

/** A line of a receipt that was recorded before the statement came. */
export const matchReceiptAction = adminAction(
  { page, schema: candidateForm },
  matching(({ targetId, ...match }) => matchReceipt({ receiptId: targetId, ...match })),
);

/** A line of a transfer that was confirmed. */
export const matchTransferAction = adminAction(
  { page, schema: candidateForm },
  matching(({ targetId, ...match }) => matchTransfer({ transferId: targetId, ...match })),
);

function matching(match: (matching: Matching) => Promise<Matched>) {
  return async (sent: AdminForm<z.infer<typeof candidateForm>>) => {
    const { value, adminId, now, texts, done } = sent;
    const { lineId, targetId } = value;
    const matched = await match({ lineId, targetId, adminId, now });
    return matched.ok ? done("matched") : outdated(sent, texts.bank.refusals[matched.reason]);
  };
}

const confirmForm = candidateForm.extend({ transferRef: line(100, 3) });

/** A line of a transfer that is prepared: all of it is confirmed, on the line's day. */
export const confirmFromLineAction = adminAction({ page, schema: confirmForm }, async (sent) => {
  const { value, adminId, now, locale, texts, refuseField, done } = sent;
  const { lineId, targetId: transferId, transferRef } = value;
  const confirmed = await confirmFromLine({ lineId, transferId, transferRef, adminId, now });
  if (confirmed.ok) return done("confirmed");
  const { refusals } = texts.transfers;
  switch (confirmed.reason) {
    case "reference-used":
      return refuseField("transferRef", refusals.referenceUsed(confirmed.code));
    case "day":
      return outdated(sent, refusals.day(day(confirmed.from, locale), day(confirmed.to, locale)));
    case "status":
      return outdated(sent, texts.bank.refusals["transfer-decided"]);
    case "unknown-items":
    case "nothing-left":
      return outdated(sent, texts.bank.refusals["not-found"]);
    default:
      return outdated(sent, texts.bank.refusals[confirmed.reason]);
  }
});

const decideForm = z.object({
  lineId: z.string(),
  kind: z.string().pipe(z.enum(ownKinds)),
  note: paragraphs(500).optional(),
});

/** Says what a line is that is neither money of a booking nor a transfer. */
export const decideAction = adminAction({ page, schema: decideForm }, async (sent) => {
  const { value, adminId, now, texts, refuseField, done } = sent;
  const { note = null, ...decision } = value;
  const decided = await decideLine({ ...decision, note, adminId, now });
  if (decided.ok) return done("decided");
  const sentence = texts.bank.refusals[decided.reason];
  return decided.reason === "note" || decided.reason === "kind"
    ? refuseField(decided.reason, sentence)
    : outdated(sent, sentence);
});

const lineForm = z.object({ lineId: z.string() });

/** Makes a line that was explained an open one again. */
export const reopenAction = adminAction({ page, schema: lineForm }, async (sent) => {
  const { value, adminId, now, texts, done } = sent;
  const reopened = await reopenLine({ ...value, adminId, now });
  return reopened.ok ? done("reopened") : outdated(sent, texts.bank.refusals[reopened.reason]);
});

const takeOverForm = z.object({ accountKey: z.string(), amountRupiah: z.coerce.number().int(), note: line(200, 3) });

/** Records what was in an account before its first import. */
export const takeOverAction = adminAction({ page, schema: takeOverForm }, async (sent) => {
  const { value, adminId, now, texts, refuseStale, done } = sent;
  const taken = await takeOverBalance({ ...value, adminId, now });
  if (taken.ok) return done(taken.as === "opening" ? "tookOver" : "corrected");
  return refuseStale(texts.bank.refusals[taken.reason]);
});
