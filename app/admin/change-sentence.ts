import type { AuditAction } from "#domain/audit/actions.ts";
import type { AuditEntry } from "#domain/audit-trail/queries.ts";
import { day, type Locale, moment, rupiah } from "#texts/format.ts";
import type { ChangeFacts } from "#texts/id/admin/history.ts";
import { textsFor } from "#texts/index.ts";
import { cleanLine } from "#typed-text.ts";

type Columns = Record<string, unknown> | null | undefined;

type Change = Pick<AuditEntry, "action" | "before" | "after"> & { row?: AuditEntry["row"] };

/**
 * What was done, as the sentence that goes on behind who did it, to its end: a reason that somebody typed may have a full
 * stop of its own.
 */
export function changeSentence(change: Change, locale: Locale): string {
  const sentence = unended(change, locale);
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

function unended({ action, before, after, row }: Change, locale: Locale): string {
  const texts = textsFor(locale).admin.history;
  // Each action has a sentence, or this does not compile; a row may be of another release.
  const sentences: Record<AuditAction, (facts: ChangeFacts) => string> = texts.sentences;
  if (!Object.hasOwn(sentences, action)) return texts.other(action);
  return sentences[action as AuditAction](factsOf({ before, after, row }, locale));
}

/** What a change's columns say that a sentence may repeat. */
function factsOf({ before, after, row }: Omit<Change, "action">, locale: Locale): ChangeFacts {
  return {
    amount:
      rupiahIn(after, "receivedAmount", "amount", "totalAmount") ??
      rupiahIn(before, "amount") ??
      rupiahIn(row, "amount"),
    was: rupiahIn(before, "amount"),
    reason: reasonIn(after, locale),
    reference: textIn(after, ["transferRef"]) ?? textIn(before, ["transferRef"]),
    account: accountIn(after),
    platform: textIn(row, ["accountKey"])?.toUpperCase(),
    until: dateIn(after, "heldUntil", locale) ?? dateIn(after, "expiresAt", locale),
    name: textIn(row, ["fileName"]) ?? textIn(after, ["displayName", "name"]),
    count: numberIn(after, ["pax"]) ?? numberIn(row, ["items"]),
  };
}

const laterReasons = ["decision", "holdReason", "voidReason", "note"];
const typedReasons = ["why", "rejectReason", "cancelReason", "closeReason", "reviewNote", ...laterReasons];

/** What a code says in the reader's words, and behind it what somebody typed. */
function reasonIn(after: Columns, locale: Locale): string | undefined {
  const { money, hold, why } = textsFor(locale).reasons;
  const said = sentenceOf(money, after?.cancelCause) ?? sentenceOf(hold, after?.holdCause);
  const typed = sentenceOf(why, after?.why) ?? textIn(after, typedReasons);
  return [said, typed].filter(Boolean).join(": ") || undefined;
}

/** A row may be of another release, with a code that this one does not know. */
function sentenceOf(sentences: Record<string, string>, code: unknown): string | undefined {
  return typeof code === "string" && Object.hasOwn(sentences, code) ? sentences[code] : undefined;
}

function textIn(columns: Columns, names: string[]): string | undefined {
  for (const name of names) {
    const value = columns?.[name];
    if (typeof value === "string" && value !== "") return cleanLine(value);
  }
  return undefined;
}

function rupiahIn(columns: Columns, ...names: string[]): string | undefined {
  const found = names.map((name) => columns?.[name]).find((value) => typeof value === "number");
  return typeof found === "number" ? rupiah(found) : undefined;
}

function numberIn(columns: Columns, names: string[]): string | undefined {
  const found = names.map((name) => columns?.[name]).find((value) => typeof value === "number" || Array.isArray(value));
  if (Array.isArray(found)) return String(found.length);
  return typeof found === "number" ? String(found) : undefined;
}

function dateIn(columns: Columns, name: string, locale: Locale): string | undefined {
  const text = textIn(columns, [name]);
  if (text && /^\d{4}-\d\d-\d\d$/.test(text)) return day(text, locale);
  return text && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? moment(new Date(text), locale) : undefined;
}

function accountIn(columns: Columns): string | undefined {
  const parts = ["bankName", "bankAccountNo", "bankAccountName"].map((name) => textIn(columns, [name]));
  return parts.every(Boolean) ? parts.join(" ") : undefined;
}
