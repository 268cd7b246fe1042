import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Document } from "#app/admin/document.tsx";
import { BookingLink, PersonLink, TripLink } from "#app/admin/links.tsx";
import type { OpenLine } from "#domain/bank-book/lines.ts";
import type { Candidate, TransferCandidate } from "#domain/bank-book/near.ts";
import { kindsFor } from "#domain/statements/lines.ts";
import { day, moment, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { TextLink } from "#ui/text-link.tsx";
import { acceptLineAction, confirmFromLineAction, matchReceiptAction, matchTransferAction } from "./actions.ts";
import { DecideForm } from "./decide-form.tsx";
import { TransferLink } from "./exact-list.tsx";

type OpenLineCardProps = { row: OpenLine; back: string; locale: Locale };

/** One line to decide: what the bank wrote, beside what it may be of. */
export function OpenLineCard({ row: { line, near }, back, locale }: OpenLineCardProps) {
  const texts = textsFor(locale).admin.bank;
  const hasNone = near.candidates.length + near.transfers.length === 0;
  const way = line.amount > 0 ? "in" : "out";
  return (
    <article
      aria-label={`${day(line.bookedOn, locale)} ${rupiah(line.amount)}`}
      className="grid grid-cols-1 gap-4 border-b border-line pb-6 last:border-0 lg:grid-cols-[minmax(0,18rem)_minmax(0,1fr)] lg:gap-6"
    >
      <div className="min-w-0 space-y-1">
        <strong className="block text-xl font-extrabold tabular-nums">{rupiah(line.amount)}</strong>
        <p className="text-sm text-ink-soft">
          {day(line.bookedOn, locale)}
          {line.pending && ` · ${texts.preview.pending}`}
        </p>
        <p className="break-words">{line.description}</p>
        <ActionDisclosure label={texts.open.explain[way]} quiet>
          <Decide lineId={line.id} amount={line.amount} back={back} locale={locale} />
        </ActionDisclosure>
      </div>
      <div className="min-w-0 space-y-3">
        <h3 className="text-sm font-semibold text-ink-soft">
          {hasNone ? texts.open.noCandidates[way] : texts.open.candidates}
        </h3>
        {hasNone && way === "in" && (
          <p className="max-w-[60ch] text-sm">
            {texts.open.searchLead} <TextLink href="/admin/cari">{texts.open.search}</TextLink>
          </p>
        )}
        <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          {near.candidates.map((candidate) => (
            <li key={candidate.receiptId ?? candidate.paymentId} className="min-w-0">
              <CandidateCard candidate={candidate} lineId={line.id} amount={line.amount} back={back} locale={locale} />
            </li>
          ))}
          {near.transfers.map((transfer) => (
            <li key={transfer.transferId} className="min-w-0">
              <TransferCard transfer={transfer} lineId={line.id} back={back} locale={locale} />
            </li>
          ))}
        </ul>
        {near.more && <p className="text-sm text-ink-soft">{texts.open.more}</p>}
      </div>
    </article>
  );
}

type Within = { lineId: string; back: string; locale: Locale };

function CandidateCard({ candidate, lineId, amount, back, locale }: Within & { candidate: Candidate; amount: number }) {
  const { open } = textsFor(locale).admin.bank;
  const { code, paymentId, receiptId, reasons, comesTo, recordedOn } = candidate;
  const state = open.states[candidate.status](moment(candidate.expiresAt, locale));
  const recorded = recordedOn !== null && open.recordedOn(day(recordedOn, locale));
  const asked = open.asked(rupiah(candidate.amount));
  const received = candidate.receivedAmount !== null && open.received(rupiah(candidate.receivedAmount));
  return (
    <div className="space-y-2 rounded-card border border-line p-3">
      <Document
        href={candidate.hasProof ? `/berkas/bukti/${paymentId}` : undefined}
        alt={open.proofOf(code)}
        open={open.openProof}
        none={open.noProof}
      />
      <p>
        <BookingLink code={code} /> · <PersonLink person={{ id: candidate.participantId, name: candidate.name }} />
        <span className="block text-sm">
          <TripLink trip={{ id: candidate.tripId, title: candidate.tripTitle }} />
        </span>
      </p>
      <p className="text-sm text-ink-soft tabular-nums">
        {[asked, received, recorded, state].filter(Boolean).join(", ")}
      </p>
      <p className="text-sm">{reasons.map((reason) => open.reasons[reason]).join(", ")}</p>
      {comesTo && <p className="text-sm font-semibold">{open.comesTo[comesTo.kind](rupiah(comesTo.rupiah))}</p>}
      <ActionForm
        id={`accept-${lineId}-${receiptId ?? paymentId}`}
        action={receiptId ? matchReceiptAction : acceptLineAction}
        hidden={{ lineId, targetId: receiptId ?? paymentId, back }}
        submit={receiptId ? open.match : open.acceptFor}
        pending={receiptId ? open.matching : open.accepting}
        tone="quiet"
        rupiah={amount}
        mails={receiptId === null}
      />
    </div>
  );
}

function TransferCard({ transfer, lineId, back, locale }: Within & { transfer: TransferCandidate }) {
  const { bank, transfers } = textsFor(locale).admin;
  const { open } = bank;
  const { code, transferId, amount, status } = transfer;
  return (
    <div className="space-y-2 rounded-card border border-line p-3">
      <p>
        <TransferLink code={code} /> · <span className="tabular-nums">{rupiah(amount)}</span>
      </p>
      {status === "CONFIRMED" ? (
        <ActionForm
          id={`match-${lineId}-${transferId}`}
          action={matchTransferAction}
          hidden={{ lineId, targetId: transferId, back }}
          submit={open.match}
          pending={open.matching}
          tone="quiet"
          mails={false}
        />
      ) : (
        <ActionForm
          id={`confirm-${lineId}-${transferId}`}
          action={confirmFromLineAction}
          hidden={{ lineId, targetId: transferId, back }}
          fields={[{ name: "transferRef", label: transfers.reference }]}
          submit={open.confirm}
          pending={open.confirming}
          tone="quiet"
        >
          <p className="text-sm text-ink-soft">{open.confirmLead}</p>
        </ActionForm>
      )}
    </div>
  );
}

function Decide({ lineId, amount, back, locale }: Within & { amount: number }) {
  const { open, kinds, transferBack } = textsFor(locale).admin.bank;
  return (
    <DecideForm
      lineId={lineId}
      back={back}
      kinds={kindsFor(amount).map((kind) => ({ kind, label: kind === "TRANSFER" ? transferBack : kinds[kind] }))}
      texts={{
        kind: open.kind,
        choose: open.choose,
        note: open.note,
        noteHint: open.noteHint,
        submit: open.decide,
        pending: open.deciding,
      }}
    />
  );
}
