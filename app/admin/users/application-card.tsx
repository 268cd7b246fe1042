import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Document } from "#app/admin/document.tsx";
import { PersonLink } from "#app/admin/links.tsx";
import { sentToValues } from "#app/admin/sent-to.ts";
import type { Application } from "#domain/users/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { approveAction, rejectAction } from "./actions.ts";

type ApplicationCardProps = { application: Application; back: string; locale: Locale };

/** Somebody who wants to lead trips: who they say they are beside their identity card and their bank account. */
export function ApplicationCard({ application, back, locale }: ApplicationCardProps) {
  const texts = textsFor(locale).admin.users;
  const { id, displayName, person } = application;
  const hidden = { organizerId: id, name: displayName, seenAt: application.updatedAt.toISOString(), back };
  return (
    <article
      aria-label={displayName}
      className="grid gap-5 border-b border-line pb-6 last:border-0 sm:grid-cols-[13rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,20rem)]"
    >
      <Document href={`/berkas/identitas/${id}`} alt={texts.identity(displayName)} open={texts.openIdentity} none="" />
      <ApplicationFacts application={application} locale={locale} />
      <div className="space-y-3 sm:col-span-2 lg:col-span-1">
        {person.account ? (
          <ActionForm
            id={`approve-${id}`}
            action={approveAction}
            hidden={{ ...hidden, ...sentToValues(person.account) }}
            submit={texts.approve}
            pending={texts.approving}
          />
        ) : (
          <Notice tone="stale">{texts.noAccount}</Notice>
        )}
        <ActionDisclosure label={texts.reject} accessibleLabel={`${texts.reject}: ${displayName}`}>
          <ActionForm
            id={`reject-${id}`}
            action={rejectAction}
            hidden={hidden}
            fields={[{ name: "note", label: texts.rejectNote, suggestions: texts.rejectNotes }]}
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

function ApplicationFacts({ application, locale }: Omit<ApplicationCardProps, "back">) {
  const texts = textsFor(locale).admin.users;
  const { userId, displayName, bio, city, whatsapp, reviewNote, updatedAt, person } = application;
  const { account } = person;
  const differs = account && account.bankAccountName.trim().toLowerCase() !== person.name.trim().toLowerCase();
  return (
    <div className="min-w-0 space-y-2">
      <h2 className="text-lg font-extrabold">{displayName}</h2>
      <Facts
        facts={[
          { name: texts.person, value: <PersonLink person={{ id: userId, name: person.name }} /> },
          { name: texts.email, value: <span className="break-all">{person.email}</span> },
          { name: texts.whatsapp, value: whatsapp },
          { name: texts.city, value: city },
          {
            name: texts.account,
            value: account && `${account.bankName} ${account.bankAccountNo} (${account.bankAccountName})`,
          },
          { name: texts.applied, value: <Moment at={updatedAt} locale={locale} /> },
        ]}
      />
      {differs && <Notice tone="stale">{texts.nameDiffers}</Notice>}
      {reviewNote && <Notice>{texts.lastNote(reviewNote)}</Notice>}
      <p className="break-words whitespace-pre-line">{bio}</p>
    </div>
  );
}
