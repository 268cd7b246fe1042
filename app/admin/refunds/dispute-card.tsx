import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Document } from "#app/admin/document.tsx";
import { BookingLink, PersonLink, TripLines } from "#app/admin/links.tsx";
import type { ListedRefund } from "#domain/bookings/refunds/listed.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { approveAction, rejectAction } from "./actions.ts";

type DisputeCardProps = { listed: ListedRefund; back: string; locale: Locale };

/** One report to decide: what happened, the money so far, and the two ways to answer. */
export function DisputeCard({ listed, back, locale }: DisputeCardProps) {
  const { refund, booking, trip, participant } = listed;
  const texts = textsFor(locale).admin.refunds;
  return (
    <article
      aria-label={booking.code}
      className="grid gap-5 border-b border-line pb-6 last:border-0 sm:grid-cols-[13rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,22rem)]"
    >
      <Document
        href={refund.evidencePath ? `/berkas/laporan/${refund.id}` : undefined}
        alt={`${texts.evidence} ${booking.code}`}
        open={texts.evidence}
        none={texts.noEvidence}
      />
      <div className="min-w-0 space-y-3">
        <p>
          <BookingLink code={booking.code} /> · <PersonLink person={participant} />
          <TripLines trip={trip} locale={locale} />
        </p>
        <div>
          <h2 className="text-sm text-ink-soft">{texts.report}</h2>
          <p className="break-words whitespace-pre-line">{refund.note}</p>
        </div>
        <DisputeMoney listed={listed} locale={locale} />
      </div>
      <div className="space-y-3 sm:col-span-2 lg:col-span-1">
        <Approve listed={listed} back={back} locale={locale} />
        <ActionDisclosure label={texts.reject} accessibleLabel={`${texts.reject} ${booking.code}`}>
          <ActionForm
            id={`reject-${refund.id}`}
            action={rejectAction}
            hidden={{ refundId: refund.id, code: booking.code, back }}
            fields={[{ name: "explanation", label: texts.explanation, kind: "text" }]}
            submit={texts.reject}
            pending={texts.rejecting}
            tone="quiet"
          >
            <p className="text-sm text-ink-soft">{texts.rejectLead}</p>
          </ActionForm>
        </ActionDisclosure>
      </div>
    </article>
  );
}

function DisputeMoney({ listed, locale }: { listed: ListedRefund; locale: Locale }) {
  const { refund, payout, receivedRupiah, refundedRupiah } = listed;
  const texts = textsFor(locale).admin.refunds;
  return (
    <Facts
      facts={[
        { name: texts.asked, value: <strong className="font-extrabold">{rupiah(refund.amount)}</strong> },
        { name: texts.received, value: rupiah(receivedRupiah) },
        { name: texts.alreadyBack, value: refundedRupiah > 0 && rupiah(refundedRupiah) },
        { name: texts.left, value: rupiah(receivedRupiah - refundedRupiah) },
        { name: texts.heldUntil, value: payout && <Moment at={payout.heldUntil} locale={locale} /> },
        { name: texts.reportedAt, value: <Moment at={refund.createdAt} locale={locale} /> },
      ]}
    />
  );
}

function Approve({ listed, back, locale }: DisputeCardProps) {
  const { refund, booking, receivedRupiah, refundedRupiah } = listed;
  const texts = textsFor(locale).admin.refunds;
  const amount = {
    name: "amount",
    label: texts.amount,
    kind: "rupiah" as const,
    hint: texts.refusals.amount(rupiah(receivedRupiah - refundedRupiah)),
    defaultValue: rupiah(refund.amount).replace("Rp ", ""),
  };
  return (
    <ActionForm
      id={`approve-${refund.id}`}
      action={approveAction}
      hidden={{ refundId: refund.id, code: booking.code, back }}
      fields={[amount, { name: "explanation", label: texts.explanation, kind: "text" }]}
      submit={texts.approve}
      pending={texts.approving}
    >
      <p className="text-sm text-ink-soft">{texts.approveLead}</p>
    </ActionForm>
  );
}
