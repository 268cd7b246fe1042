import { eq } from "drizzle-orm";
import { db, type Transaction, transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type StatementLine, statementLines } from "./schema.ts";

/** Why a line was not taken: it is gone, somebody was first, or it is of another amount or account. */
export type LineRefusal = "line-not-found" | "line-taken" | "line-differs";

/** What became of a line that somebody wanted to match. */
export type LineTaken = { ok: true; line: StatementLine } | { ok: false; reason: LineRefusal };

/** Which line, and what it must be: `amountRupiah` is + for money that came in and − for money that went out. */
export type WantedLine = {
  lineId: string;
  accountKey: string;
  amountRupiah: number;
  kind: "RECEIPT" | "TRANSFER";
};

/**
 * OPEN → RECEIPT or TRANSFER, in the transaction of whoever records what the line is of; they hold the trip's lock first.
 * Nothing is written where it is not ok.
 * Rule: docs/domain.md#matching-a-line
 */
export async function takeLine(tx: Transaction, wanted: WantedLine, by: By): Promise<LineTaken> {
  const line = await lockLine(tx, wanted.lineId);
  if (!line) return { ok: false, reason: "line-not-found" };
  if (line.kind !== "OPEN") return { ok: false, reason: "line-taken" };
  if (line.accountKey !== wanted.accountKey || line.amount !== wanted.amountRupiah)
    return { ok: false, reason: "line-differs" };
  return { ok: true, line: await decide(tx, line, { kind: wanted.kind, note: null }, by) };
}

/** A line as it stands, until the transaction ends nobody else changes it; undefined where it is gone. */
export async function lockLine(tx: Transaction, lineId: string): Promise<StatementLine | undefined> {
  const [line] = await tx.select().from(statementLines).where(eq(statementLines.id, lineId)).for("update");
  return line;
}

/** A line as it stands now, for whoever decides nothing by it alone; undefined where it is gone. */
export async function findLine(lineId: string): Promise<StatementLine | undefined> {
  const [line] = await db().select().from(statementLines).where(eq(statementLines.id, lineId));
  return line;
}

/**
 * Back to OPEN, and nothing else is touched; does nothing where it is OPEN or gone. Who matched it takes the link away in the
 * same transaction.
 */
export async function releaseLine(tx: Transaction, lineId: string, by: By): Promise<void> {
  const line = await lockLine(tx, lineId);
  if (!line || line.kind === "OPEN") return;
  const values = { kind: "OPEN" as const, note: null, decidedById: null, decidedAt: null };
  await change(tx, statementLines, [line], { values, action: "statement.unmatch", ...by });
}

/** What is neither money of a booking nor a transfer that we know, and which ways it can go. */
export const ownKinds = ["FEE", "INTEREST", "WITHDRAWAL", "DEPOSIT", "CORRECTION", "TRANSFER"] as const;

/** See {@link ownKinds}. TRANSFER is one that came back, or one of several payments of a transfer. */
export type OwnKind = (typeof ownKinds)[number];

const directions: Partial<Record<OwnKind, "in" | "out">> = { WITHDRAWAL: "out", DEPOSIT: "in" };

/** What a line of this amount may be. */
export function kindsFor(amount: number): OwnKind[] {
  return ownKinds.filter((kind) => (directions[kind] ?? (amount > 0 ? "in" : "out")) === (amount > 0 ? "in" : "out"));
}

/** Kinds that explain themselves; the others need a note. */
export const needsNote = (kind: OwnKind): boolean => kind !== "FEE" && kind !== "INTEREST";

/** What became of a decision over a line. */
export type LineDecided = { ok: true; line: StatementLine } | { ok: false; reason: LineRefusal | "kind" | "note" };

/**
 * OPEN → what somebody says it is.
 * Rule: docs/domain.md#what-is-neither
 */
export function decideLine(decision: {
  lineId: string;
  kind: OwnKind;
  note: string | null;
  adminId: string;
  now: Date;
}): Promise<LineDecided> {
  const { lineId, kind, note, adminId, now } = decision;
  return transaction(async (tx): Promise<LineDecided> => {
    const line = await lockLine(tx, lineId);
    if (!line) return { ok: false, reason: "line-not-found" };
    if (line.kind !== "OPEN") return { ok: false, reason: "line-taken" };
    if (!kindsFor(line.amount).includes(kind)) return { ok: false, reason: "kind" };
    if (needsNote(kind) && !note) return { ok: false, reason: "note" };
    return { ok: true, line: await decide(tx, line, { kind, note }, { actor: { type: "ADMIN", id: adminId }, now }) };
  });
}

async function decide(
  tx: Transaction,
  line: StatementLine,
  { kind, note }: Pick<StatementLine, "kind" | "note">,
  by: By,
): Promise<StatementLine> {
  const decidedById = by.actor.type === "ADMIN" ? (by.actor.id ?? null) : null;
  const values = { kind, note, decidedById, decidedAt: by.now };
  const action = kind === "RECEIPT" || (kind === "TRANSFER" && note === null) ? "statement.match" : "statement.decide";
  const [decided] = await change(tx, statementLines, [line], { values, action, ...by });
  return decided!;
}
