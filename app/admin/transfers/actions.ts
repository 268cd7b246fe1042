"use server";

import { z } from "zod";
import { type AdminForm, adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { line } from "#domain/fields/text.ts";
import { bounceItems } from "#domain/transfers/bounce.ts";
import { confirmTransfer } from "#domain/transfers/confirm.ts";
import { codesOf } from "#domain/transfers/items.ts";
import { prepareTransfer } from "#domain/transfers/prepare.ts";
import { undoTransfer } from "#domain/transfers/undo.ts";
import { limits } from "#limits.ts";
import { count, day } from "#texts/format.ts";

const page = "/admin/transfers";

/** A row as the page showed it: its id, amount, the moment of its last change, and its account. */
const chosenRow = z.string().regex(/^[\w-]{1,64}:\d{1,10}:\d{1,15}:[\w-]{12}$/);

const prepareForm = z.object({
  kind: z.enum(["PAYOUT", "REFUND"]),
  accountKey: z.string(),
  /** With gaps, where boxes are not ticked. */
  rows: z.array(chosenRow.optional()).optional(),
  note: line(200, 0).optional(),
});

/** Freezes what was ticked as one transfer. */
export const prepareAction = adminAction(
  { page, schema: prepareForm },
  async ({ value, adminId, now, locale, texts, refuse, refuseStale, done }) => {
    const { refusals } = texts.transfers;
    const rows = (value.rows ?? []).flatMap((row) => (row ? [seenRow(row)] : []));
    const { kind, accountKey, note } = value;
    const prepared = await prepareTransfer({ kind, accountKey, rows, note, adminId, now });
    if (prepared.ok) return done("prepared", { about: prepared.code, page: `${page}/${prepared.code}` });
    switch (prepared.reason) {
      case "none-chosen":
        return refuse(refusals.noneChosen);
      case "too-many":
        return refuse(refusals.tooMany(count(limits.transfer.mostItems, locale)));
      case "unknown-account":
        return refuse(refusals.unknownAccount);
      case "in-transfer":
        return refuseStale(refusals.inTransfer(prepared.code));
      case "changed":
        return refuseStale(refusals.changed((await codesOf(prepared.ids)).join(", ")));
      case "no-account":
        return refuseStale(refusals.noAccount((await codesOf(prepared.ids)).join(", ")));
    }
  },
);

function seenRow(row: string) {
  const [id = "", amount, at, account] = row.split(":");
  return { id, amountRupiah: Number(amount), seenAt: new Date(Number(at)), account };
}

/** The ids of what goes to one account, with blanks between. */
const itemIds = z.string().regex(/^[\w-]{1,64}(?: [\w-]{1,64}){0,99}$/);

const confirmForm = z.object({
  transferId: z.string(),
  code: z.string(),
  transferRef: line(100, 3),
  bookedOn: z.iso.date(),
  leftOut: z.array(itemIds.optional()).optional(),
});

/** Records that the bank made a transfer, but what was ticked off. */
export const confirmAction = adminAction({ page, schema: confirmForm }, async (sent) => {
  const { value, adminId, now, locale, texts, refuse, refuseField, refuseStale, done } = sent;
  const { refusals } = texts.transfers;
  const { transferId, code, transferRef, bookedOn } = value;
  const leftOut = (value.leftOut ?? []).flatMap((ids) => ids?.split(" ") ?? []);
  const confirmed = await confirmTransfer({ transferId, transferRef, bookedOn, leftOut, adminId, now });
  if (confirmed.ok) return done("confirmed", { about: code });
  switch (confirmed.reason) {
    case "not-found":
      return refuse(texts.form.gone);
    case "status":
      return refuse(`${await first(sent, transferId, confirmed.status)} ${refusals.notRecorded(transferRef)}`);
    case "unknown-items":
      return refuseStale(refusals.unknownItems);
    case "nothing-left":
      return refuse(refusals.nothingLeft);
    case "day":
      return refuseField("bookedOn", refusals.day(day(confirmed.from, locale), day(confirmed.to, locale)));
    case "reference-used":
      return refuseField("transferRef", refusals.referenceUsed(confirmed.code));
    case "line-not-found":
    case "line-taken":
    case "line-differs":
      return refuse(refusals.line);
  }
});

const undoForm = z.object({ transferId: z.string(), code: z.string() });

/** Records that a transfer was not made. */
export const undoAction = adminAction({ page, schema: undoForm }, async (sent) => {
  const { value, adminId, now, texts, refuse, done } = sent;
  const undone = await undoTransfer({ transferId: value.transferId, adminId, now });
  if (undone.ok) return done("undone", { about: value.code });
  if (undone.reason === "not-found") return refuse(texts.form.gone);
  return refuse(await first(sent, value.transferId, undone.status));
});

/** A page of the release before asks for no day. */
const bounceForm = undoForm.extend({ itemIds, bookedOn: z.iso.date().optional() });

/** Records that the bank returned what went to one account. */
export const bounceAction = adminAction({ page, schema: bounceForm }, async (sent) => {
  const { value, adminId, now, locale, texts, refuse, refuseField, done } = sent;
  const { transferId, code, bookedOn } = value;
  const bounced = await bounceItems({ transferId, itemIds: value.itemIds.split(" "), bookedOn, adminId, now });
  if (bounced.ok) return done("bounced", { about: code });
  if (bounced.reason === "not-found") return refuse(texts.form.gone);
  if (bounced.reason === "status") return refuse(await first(sent, transferId, bounced.status));
  if (bounced.reason === "day")
    return refuseField(
      "bookedOn",
      texts.transfers.refusals.bounceDay(day(bounced.from, locale), day(bounced.to, locale)),
    );
  return refuse(texts.transfers.refusals.notPaid);
});

/** Who was first, for the second admin. */
function first(
  { texts, locale }: Pick<AdminForm<unknown>, "texts" | "locale">,
  id: string,
  status: keyof typeof texts.transfers.states,
): Promise<string> {
  return whoWasFirst({ entity: "Transfer", id, state: texts.transfers.states[status] }, locale);
}
