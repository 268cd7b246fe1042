import Link from "next/link";
import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import {
  reinstateAction,
  reinstateOrganizerAction,
  resumePayoutsAction,
  suspendAction,
  suspendOrganizerAction,
} from "#app/admin/users/actions.ts";
import type { HeldBackSum } from "#domain/bookings/payouts/hold-back.ts";
import type { OrganizerProfile } from "#domain/users/organizers.ts";
import type { ListedPerson } from "#domain/users/queries.ts";
import { count as countWords, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";

/** Keeping somebody out, or letting them in again. */
export function PersonActions({ person, back, locale }: { person: ListedPerson; back: string; locale: Locale }) {
  const texts = textsFor(locale).admin.users;
  const hidden = { userId: person.id, back };
  const { suspendedAt } = person;
  if (suspendedAt) {
    return (
      <ActionDisclosure label={texts.reinstate}>
        <ActionForm
          id="reinstate"
          action={reinstateAction}
          hidden={{ ...hidden, seenAt: suspendedAt.toISOString() }}
          submit={texts.reinstate}
          pending={texts.reinstating}
        >
          <p className="text-sm text-ink-soft">{texts.reinstateLead}</p>
        </ActionForm>
      </ActionDisclosure>
    );
  }
  return (
    <ActionDisclosure label={texts.suspend}>
      <ActionForm
        id="suspend"
        action={suspendAction}
        hidden={hidden}
        fields={[{ name: "note", label: texts.suspendNote }]}
        submit={texts.suspend}
        pending={texts.suspending}
      >
        <p className="text-sm text-ink-soft">{texts.suspendLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
}

type OrganizerActionsProps = { organizer: OrganizerProfile; back: string; locale: Locale };

/** The same for what somebody does as an organizer; an application is decided where all of it can be seen. */
export function OrganizerActions({ organizer, back, locale }: OrganizerActionsProps) {
  const texts = textsFor(locale).admin.users;
  const { id, displayName, updatedAt } = organizer;
  const hidden = { organizerId: id, name: displayName, seenAt: updatedAt.toISOString(), back };
  switch (organizer.status) {
    case "PENDING":
      return (
        <Button asChild tone="quiet">
          <Link href="/admin/users?daftar=applications">{texts.lists.applications}</Link>
        </Button>
      );
    case "APPROVED":
      return (
        <ActionDisclosure label={texts.suspendOrganizer}>
          <ActionForm
            id="suspend-organizer"
            action={suspendOrganizerAction}
            hidden={hidden}
            fields={[{ name: "note", label: texts.suspendNote }]}
            submit={texts.suspendOrganizer}
            pending={texts.suspending}
          >
            <p className="text-sm text-ink-soft">{texts.suspendOrganizerLead}</p>
          </ActionForm>
        </ActionDisclosure>
      );
    case "SUSPENDED":
      return (
        <ActionDisclosure label={texts.reinstateOrganizer}>
          <ActionForm
            id="reinstate-organizer"
            action={reinstateOrganizerAction}
            hidden={hidden}
            submit={texts.reinstateOrganizer}
            pending={texts.reinstating}
          >
            <p className="text-sm text-ink-soft">{texts.reinstateOrganizerLead}</p>
          </ActionForm>
        </ActionDisclosure>
      );
    case "REJECTED":
      return null;
  }
}

type HeldBackProps = { organizer: OrganizerProfile; heldBack: HeldBackSum; back: string; locale: Locale };

/** What of their money is held back, and the form that lets all of it go on once they are not suspended. */
export function HeldBack({ organizer, heldBack, back, locale }: HeldBackProps) {
  const texts = textsFor(locale).admin.users;
  const { count, amountRupiah } = heldBack;
  if (count === 0) return null;
  const words = texts.heldBack(countWords(count, locale), rupiah(amountRupiah));
  if (organizer.status === "SUSPENDED") {
    return (
      <p>
        <strong className="block tabular-nums">{words}</strong>
        <span className="text-sm text-ink-soft">{texts.heldBackWhileSuspended}</span>
      </p>
    );
  }
  return (
    <>
      <p className="font-bold tabular-nums">{words}</p>
      <ActionDisclosure label={texts.resumePayouts}>
        <ActionForm
          id="resume-payouts"
          action={resumePayoutsAction}
          hidden={{ organizerId: organizer.id, count: String(count), amountRupiah: String(amountRupiah), back }}
          fields={[{ name: "note", label: texts.resumePayoutsNote }]}
          submit={texts.resumePayouts}
          pending={texts.resumingPayouts}
          mails={false}
        />
      </ActionDisclosure>
    </>
  );
}
