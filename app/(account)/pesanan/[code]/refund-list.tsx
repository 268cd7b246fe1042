import type { OwnRefund } from "#domain/bookings/queries.ts";
import { policy } from "#domain/policy.ts";
import { moment, rupiah } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";
import { type Step, Timeline } from "#ui/timeline.tsx";
import type { TicketProps } from "./ticket-props.ts";

/** Money that goes back, each with its story so far and what comes next. */
export function RefundList({ own, locale, texts }: TicketProps) {
  return (
    <section>
      <h2 className="text-xl font-extrabold">{texts.refunds.title}</h2>
      <ul className="mt-2 divide-y divide-line">
        {own.refunds.map((refund) => (
          <li key={refund.id} className="py-5 first:pt-2">
            <p className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-semibold">{texts.refunds.reasons[refund.reason]}</span>
              <span className="text-lg font-extrabold tabular-nums">{rupiah(refund.amount)}</span>
            </p>
            <Timeline steps={stepsOf(refund, texts.refunds, (at) => moment(at, locale))} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type RefundTexts = Texts["bookings"]["refunds"];

function stepsOf(refund: OwnRefund, texts: RefundTexts, when: (at: Date) => string): Step[] {
  const asked = refund.reason === "DISPUTE" ? [askedStep(refund, texts, when)] : [];
  if (refund.status === "REQUESTED")
    return [...asked, { key: "decide", title: texts.deciding, detail: texts.decidingDetail, state: "now" }];
  if (refund.status === "REJECTED") return [...asked, rejectedStep(refund, texts, when)];
  const amount = rupiah(refund.amount);
  const title = refund.reason === "DISPUTE" ? texts.approved(amount) : texts.owed(amount);
  const approved = {
    key: "decide",
    title,
    detail: refund.approvedAt && decisionDetail(refund, when(refund.approvedAt), texts),
    state: "done",
  } as const;
  return [...asked, approved, transferStep(refund, texts, when)];
}

/** A report that nobody decided was overtaken: the trip was called off, and everything goes back anyway. */
function rejectedStep(refund: OwnRefund, texts: RefundTexts, when: (at: Date) => string): Step {
  const at = when(refund.updatedAt);
  if (refund.decision === null)
    return { key: "decide", title: texts.superseded, detail: texts.supersededDetail, state: "done" };
  return { key: "decide", title: texts.rejected, detail: decisionDetail(refund, at, texts), state: "done" };
}

/** When an admin decided, and why where they said so. */
function decisionDetail({ decision }: OwnRefund, at: string, texts: RefundTexts) {
  return (
    <>
      <p>{at}</p>
      {decision && <p className="mt-1 break-words whitespace-pre-line text-ink">{texts.because(decision)}</p>}
    </>
  );
}

function askedStep(refund: OwnRefund, texts: RefundTexts, when: (at: Date) => string): Step {
  const detail = (
    <>
      <p>{when(refund.createdAt)}</p>
      <p className="mt-1 whitespace-pre-line text-ink">{refund.note}</p>
      {refund.hasEvidence && (
        <a
          href={`/berkas/laporan/${refund.id}`}
          target="_blank"
          rel="noopener"
          className="inline-flex min-h-11 items-center text-sea underline underline-offset-4"
        >
          {texts.evidence}
        </a>
      )}
    </>
  );
  return { key: "asked", title: texts.reported, detail, state: "done" };
}

function transferStep(refund: OwnRefund, texts: RefundTexts, when: (at: Date) => string): Step {
  const { account } = refund;
  if (!account) {
    return { key: "transfer", title: texts.waiting, detail: texts.waitingDetail, state: "now" };
  }
  const where = `${account.bankName} ${account.bankAccountNo}`;
  if (refund.status !== "PAID") {
    const days = policy.staleRefundAfterMs / 86_400_000;
    return { key: "transfer", title: texts.transferring, detail: texts.transferringDetail(where, days), state: "now" };
  }
  const detail = (
    <>
      <p>{refund.paidAt && when(refund.paidAt)}</p>
      <p>{texts.reference(refund.transferRef ?? "")}</p>
    </>
  );
  return { key: "transfer", title: texts.transferred(where), detail, state: "done" };
}
