import type { SentBefore } from "#app/_forms/picture-field.tsx";
import { reportable } from "#domain/bookings/refunds/reportable.ts";
import { tripStart } from "#domain/trips/rules.ts";
import { moment } from "#texts/format.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { reportAction } from "./actions.ts";
import { ReportForm } from "./report-form.tsx";
import type { TicketProps } from "./ticket-props.ts";

/** Where a problem with a paid trip is reported: the form while that is possible, otherwise from when or until when. */
export function ReportProblem({ own, now, locale, texts, sentBefore }: TicketProps & { sentBefore: SentBefore }) {
  const { booking, trip, payout } = own;
  const may = reportable(own, now);
  if (!payout) return null;
  const { report } = texts;
  const until = moment(payout.heldUntil, locale);
  return (
    <Disclosure title={report.title} open={may.ok}>
      <p className="text-[15px] text-ink-soft">{report.lead}</p>
      <p className="mt-2 mb-4 text-[15px] font-semibold">
        {may.ok ? report.until(until) : whyNot(may.reason, { report, from: moment(tripStart(trip), locale), until })}
      </p>
      {may.ok && (
        <ReportForm
          action={reportAction.bind(null, booking.code)}
          code={booking.code}
          max={may.max}
          sentBefore={sentBefore}
          locale={locale}
        />
      )}
    </Disclosure>
  );
}

type Refused = Extract<ReturnType<typeof reportable>, { ok: false }>["reason"];

function whyNot(
  reason: Refused,
  { report, from, until }: { report: TicketProps["texts"]["report"]; from: string; until: string },
): string {
  switch (reason) {
    case "not-confirmed":
      return report.refused[reason];
    case "too-early":
      return report.from(from, until);
    case "too-late":
      return report.over(until);
    case "already-open":
      return report.open;
    case "amount":
      return report.nothingLeft;
  }
}
