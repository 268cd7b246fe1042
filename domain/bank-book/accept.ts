import { apartFromRequest } from "#db/bounds.ts";
import { matchReceipt, type ReceiptMatched } from "#domain/bookings/receipts/match.ts";
import { type Recorded, recordReceipt } from "#domain/bookings/receipts/record.ts";
import { findLine } from "#domain/statements/lines.ts";
import { matchTransfer, type TransferMatched } from "#domain/transfers/match.ts";
import { limits } from "#limits.ts";
import { type ExactProposal, exactProposals } from "./exact.ts";

/** Why a line was not recorded, or could not be used; the line stays open unless money came and goes back. */
export type NotAccepted = { lineId: string; code: string; why: string };

/** What became of all exact lines of an account. */
export type Accepted = {
  /** Recorded or matched. */
  accepted: number;
  /** Recorded, and what came goes back: late, and the seats are gone. */
  returned: NotAccepted[];
  refused: NotAccepted[];
  /** Still exact, for the next press: the time of one was over. */
  left: number;
};

type Accepting = {
  accountKey: string;
  /** Only lines that were there when the admin saw the page. */
  seenAt: Date;
  adminId: string;
  now: Date;
};

/**
 * "Terima N yang cocok persis": records each exact line under its own lock, so that one that cannot be recorded stops no
 * other, and says which were not and why. What another has done meanwhile is not done again.
 * Rule: docs/domain.md#proposals
 */
export function acceptExact({ accountKey, seenAt, adminId, now }: Accepting): Promise<Accepted> {
  return apartFromRequest(async () => {
    const { mostAccepted, acceptWithinMs } = limits.statement;
    const { rows, count } = await exactProposals({ accountKey, now, limit: mostAccepted, seenAt });
    const startedAt = performance.now();
    const done: Accepted = { accepted: 0, returned: [], refused: [], left: count };
    for (const proposal of rows) {
      if (performance.now() - startedAt > acceptWithinMs) break;
      note(done, proposal, await accept(proposal, { accountKey, adminId, now }));
    }
    return done;
  });
}

type Outcome = Recorded | ReceiptMatched | TransferMatched;

function accept(
  { lineId, bookedOn, amount, target }: ExactProposal,
  { accountKey, ...by }: Omit<Accepting, "seenAt">,
): Promise<Outcome> {
  if (target.kind === "receipt") return matchReceipt({ receiptId: target.id, lineId, ...by });
  if (target.kind === "transfer") return matchTransfer({ transferId: target.id, lineId, ...by });
  const line = { statementLineId: lineId, accountKey, bookedOn, source: "STATEMENT" as const };
  // Whoever accepted the proof meanwhile has recorded this very money.
  return recordReceipt({ paymentId: target.id, amountRupiah: amount, seenReceivedRupiah: 0, ...line, ...by });
}

function note(done: Accepted, { lineId, target: { code } }: ExactProposal, outcome: Outcome): void {
  done.left -= 1;
  if (!outcome.ok) done.refused.push({ lineId, code, why: outcome.reason });
  else if ("outcome" in outcome && outcome.outcome === "already") done.refused.push({ lineId, code, why: "already" });
  else if ("outcome" in outcome && outcome.outcome === "returned")
    done.returned.push({ lineId, code, why: outcome.why });
  else done.accepted += 1;
}

/**
 * Records one line for a payment that an admin has chosen among those that it may be of; also for one that is paid already,
 * whose money then goes back.
 * Rule: docs/domain.md#proposals
 */
export async function acceptLine(accepting: {
  lineId: string;
  paymentId: string;
  sureOfRupiah?: number | null;
  adminId: string;
  now: Date;
}): Promise<Recorded> {
  const { lineId, paymentId, sureOfRupiah, adminId, now } = accepting;
  const line = await findLine(lineId);
  if (!line) return { ok: false, reason: "line-not-found" };
  const { accountKey, bookedOn, amount: amountRupiah } = line;
  const receipt = { statementLineId: lineId, accountKey, bookedOn, amountRupiah, source: "STATEMENT" as const };
  return recordReceipt({ paymentId, ...receipt, sureOfRupiah, adminId, now });
}
