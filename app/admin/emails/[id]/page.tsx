import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { Cause } from "#app/admin/cause-words.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { Section } from "#app/admin/section.tsx";
import { State } from "#app/admin/states.tsx";
import { clock } from "#clock.ts";
import { mailCauseOf } from "#domain/emails/cause.ts";
import { findEmail, type OpenedEmail } from "#domain/emails/listed.ts";
import { whatsappUrl } from "#domain/fields/whatsapp-url.ts";
import { policy } from "#domain/policy.ts";
import { type ListedPerson, personByEmail } from "#domain/users/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Button } from "#ui/button.tsx";
import { CodeBlock } from "#ui/code-block.tsx";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { discardAction, resendAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.emails.title };
}

/** One mail: where it stands and why, what it says unless nobody may know, and what can be done about it. */
export default orNotFound(async function EmailPage({ params, searchParams }: PageProps<"/admin/emails/[id]">) {
  const { id } = await params;
  const path = `/admin/emails/${encodeURIComponent(id)}`;
  await requireAdmin(path);
  const { locale } = await preferences();
  const mail = (await findEmail(id)) ?? notFound();
  const person = await personByEmail(mail.toEmail);
  const { emails: texts } = textsFor(locale).admin;
  const flash = await flashIn(await searchParams, texts.flash);
  return (
    <div className="space-y-8">
      <header>
        <BackLink href="/admin/emails">{texts.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold tracking-tight break-words sm:text-[1.75rem]">{mail.subject}</h1>
          <State of="email" status={mail.list} locale={locale} />
        </div>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      <div className="grid gap-8 lg:grid-cols-2">
        <EmailFacts mail={mail} person={person} locale={locale} />
        <EmailActions mail={mail} person={person} back={path} locale={locale} />
      </div>
      <Section title={texts.preview}>
        <Body mail={mail} locale={locale} />
      </Section>
    </div>
  );
});

type PartProps = {
  mail: OpenedEmail;
  /** Who has its address. */
  person: ListedPerson | undefined;
  locale: Locale;
};

function EmailFacts({ mail, person, locale }: PartProps) {
  const { emails: texts } = textsFor(locale).admin;
  const at = (moment: Date | null) => moment && <Moment at={moment} locale={locale} precision="full" />;
  return (
    <div className="min-w-0">
      <Facts
        facts={[
          { name: texts.columns.to, value: <Recipient email={mail.toEmail} person={person} locale={locale} /> },
          { name: texts.from, value: <span className="break-all">{mail.fromAddress}</span> },
          { name: texts.columns.template, value: <span className="font-mono text-sm">{mail.template}</span> },
          { name: texts.created, value: at(mail.createdAt) },
          { name: texts.columns.attempts, value: texts.attempts(mail.attempts, policy.emailMaxAttempts) },
          { name: texts.next, value: (mail.list === "failed" || mail.list === "waiting") && at(mail.nextAttemptAt) },
          { name: texts.notAfter, value: at(mail.notAfter) },
          { name: texts.sentAt, value: at(mail.sentAt) },
          { name: texts.discardedAt, value: at(mail.discardedAt) },
        ]}
      />
      {/* Sentences, which the narrow column of a fact would break into a dozen lines. */}
      {(mail.endCause || mail.lastError) && (
        <div className="space-y-1 border-t border-line py-2">
          <h2 className="text-[15px] text-ink-soft">{texts.error}</h2>
          <Cause of={mail} then={thenOf(mail)} locale={locale} />
        </div>
      )}
    </div>
  );
}

/** What may follow once the cause of a mail's failure is mended; only of a dead one the button stands below. */
function thenOf(mail: OpenedEmail): "resend" | "waits" | "gone" {
  if (mail.list !== "dead") return mail.list === "discarded" ? "gone" : "waits";
  return mail.secret || isTooLate(mail) ? "gone" : "resend";
}

function isTooLate({ notAfter }: OpenedEmail): boolean {
  return notAfter !== null && notAfter <= clock();
}

/** To whom, and the way to whoever has that address: what is wrong with it is theirs to change. */
function Recipient({ email, person, locale }: { email: string; person?: ListedPerson; locale: Locale }) {
  return (
    <>
      <span className="break-all">{email}</span>
      {person && (
        <Link
          href={`/admin/users/${person.id}` as Route}
          prefetch={false}
          className="block text-sm underline underline-offset-4"
        >
          {textsFor(locale).admin.emails.toPerson}
        </Link>
      )}
    </>
  );
}

function EmailActions({ mail, person, back, locale }: PartProps & { back: string }) {
  const { emails: texts } = textsFor(locale).admin;
  if (mail.list === "sent" || mail.list === "discarded") return null;
  const hidden = { emailId: mail.id, back };
  const isDead = mail.list === "dead";
  const tooLate = isTooLate(mail);
  // The same address would refuse it again, so sending is what stays folded then.
  const isWrongAddress = isDead && mailCauseOf(mail) === "address";
  const resend = isDead && !mail.secret && !tooLate && (
    <ActionDisclosure key="resend" label={texts.resend} open={!isWrongAddress}>
      <ActionForm
        id="resend"
        action={resendAction}
        hidden={{ ...hidden, seenAt: mail.updatedAt.toISOString() }}
        submit={texts.resend}
        pending={texts.resending}
      >
        <p className="text-sm text-ink-soft">{isWrongAddress ? texts.resendInVain : texts.resendLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
  const discard = (
    <ActionDisclosure key="discard" label={texts.discard} open={isDead && (isWrongAddress || tooLate)}>
      <ActionForm
        id="discard"
        action={discardAction}
        hidden={hidden}
        submit={texts.discard}
        pending={texts.discarding}
        tone="quiet"
        mails={false}
      >
        <p className="text-sm text-ink-soft">{texts.discardLead}</p>
      </ActionForm>
    </ActionDisclosure>
  );
  return (
    <div className="space-y-3">
      {isDead && !mail.secret && tooLate && <Notice>{texts.refusals["too-late"]}</Notice>}
      {isWrongAddress && <Reach person={person} locale={locale} />}
      {isWrongAddress ? [discard, resend] : [resend, discard]}
    </div>
  );
}

/** How to reach somebody whose address takes no mail; nothing where nobody has it. */
function Reach({ person, locale }: { person?: ListedPerson; locale: Locale }) {
  const { emails: texts } = textsFor(locale).admin;
  const chat = person?.phone && whatsappUrl(person.phone);
  if (!person || !chat) return null;
  return (
    <p>
      <Button asChild>
        <a href={chat} target="_blank" rel="noopener noreferrer">
          {texts.whatsapp(person.name)}
        </a>
      </Button>
    </p>
  );
}

/** What was written stays in a frame that runs nothing and may open nothing. */
function Body({ mail, locale }: Omit<PartProps, "person">) {
  const { emails: texts } = textsFor(locale).admin;
  if (mail.secret) return <Notice>{texts.secret}</Notice>;
  if (!mail.body) return <Notice>{texts.forgotten(policy.emailBodyKeptMs / 86_400_000)}</Notice>;
  return (
    <div className="space-y-3">
      <iframe
        title={texts.preview}
        srcDoc={mail.body.html}
        sandbox=""
        className="h-[52rem] w-full sm:h-[40rem] rounded-card border border-line bg-[white]"
      />
      <ActionDisclosure label={texts.plain} className="[&>div]:max-w-none">
        <CodeBlock label={texts.plain} wrap>
          {mail.body.text}
        </CodeBlock>
      </ActionDisclosure>
    </div>
  );
}
