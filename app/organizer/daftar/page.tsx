import type { Metadata, Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { organizer, requireUser } from "#app/_session/visitor.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { UnverifiedNotice } from "#app/(account)/akun/unverified-notice.tsx";
import { writeFormVersion } from "#domain/audit/form-version.ts";
import type { OrganizerProfile } from "#domain/users/organizers.ts";
import { proofKindOf } from "#domain/users/owner-proof.ts";
import { profileOf } from "#domain/users/profile.ts";
import { moment } from "#texts/format.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Facts } from "#ui/facts.tsx";
import { Notice } from "#ui/notice.tsx";
import { ApplicationForm } from "./application-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).application.title };
}

/** Where somebody applies to organize trips, and sees how their application stands. */
export default async function ApplyPage({ searchParams }: PageProps<"/organizer/daftar">) {
  const { berkas, gagal } = await searchParams;
  const asking = await requireUser("/organizer/daftar");
  const { locale } = await preferences();
  const texts = textsFor(locale).application;
  const profile = await organizer();
  const open = !profile || profile.status === "REJECTED";
  const proof = await proofKindOf(asking.id);
  return (
    <Page narrow className="space-y-8">
      <div className="space-y-3">
        <h1 className="text-3xl font-extrabold">{texts.title}</h1>
        <p className="max-w-[60ch] text-ink-soft">{texts.lead}</p>
      </div>
      {profile ? <Standing profile={profile} locale={locale} texts={texts} /> : <Steps steps={texts.steps} />}
      {open && !asking.emailVerified && <UnverifiedNotice locale={locale} email={asking.email} />}
      {open && asking.emailVerified && proof === "none" && (
        <Notice tone="stale">{textsFor(locale).profile.bank.proof.noPassword}</Notice>
      )}
      {open && asking.emailVerified && proof !== "none" && (
        <ApplicationForm
          locale={locale}
          again={profile !== undefined}
          hasIdentity={Boolean(profile?.idDocPath)}
          proof={proof}
          sentBefore={{ path: one(berkas), refusal: one(gagal) }}
          defaultValue={await defaults(asking.id, asking.name, profile)}
          version={writeFormVersion(asking.id)}
        />
      )}
    </Page>
  );
}

function Steps({ steps }: { steps: string[] }) {
  return (
    <ol className="space-y-2">
      {steps.map((step, at) => (
        <li key={step} className="flex gap-3">
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-sand text-sm font-bold tabular-nums"
          >
            {at + 1}
          </span>
          <span className="pt-0.5">{step}</span>
        </li>
      ))}
    </ol>
  );
}

const tones = { PENDING: "plain", APPROVED: "ok", REJECTED: "stale", SUSPENDED: "failed" } as const;

type StandingProps = { profile: OrganizerProfile; locale: Locale; texts: Texts["application"] };

/** How the application stands, with what was said about it. */
function Standing({ profile, locale, texts }: StandingProps) {
  const { title, lead } = texts.status[profile.status];
  const leads = profile.status === "APPROVED" || profile.status === "SUSPENDED";
  const facts: { name: string; value: ReactNode }[] = [
    { name: texts.displayName, value: profile.displayName },
    { name: texts.city, value: profile.city },
    { name: texts.whatsapp, value: profile.whatsapp },
    { name: texts.sentAt, value: profile.status === "PENDING" && moment(profile.updatedAt, locale) },
    {
      name: texts.identity,
      value: profile.idDocPath && (
        <a
          href={`/berkas/identitas/${profile.id}`}
          className="inline-flex min-h-11 items-center font-semibold text-sea underline underline-offset-4"
        >
          {texts.seeIdentity}
        </a>
      ),
    },
  ];
  return (
    <section aria-labelledby="standing" className="space-y-5">
      <Notice tone={tones[profile.status]}>
        <h2 id="standing" className="text-base font-bold">
          {title}
        </h2>
        <p className="mt-1 font-normal">{lead}</p>
        {profile.reviewNote && profile.status !== "PENDING" && (
          <p className="mt-2">
            {texts.note}: {profile.reviewNote}
          </p>
        )}
      </Notice>
      {leads && (
        <Button asChild>
          <Link href={"/organizer" as Route}>{texts.openTrips}</Link>
        </Button>
      )}
      <Facts facts={facts} />
    </section>
  );
}

/** What the form begins with: the rejected application, and what the account knows already. */
async function defaults(userId: string, name: string, profile: OrganizerProfile | undefined) {
  const person = await profileOf(userId);
  return {
    displayName: profile?.displayName ?? "",
    bio: profile?.bio ?? "",
    city: profile?.city ?? "",
    whatsapp: profile?.whatsapp ?? person?.phone ?? "",
    bankName: person?.account?.bankName ?? "",
    bankAccountNo: person?.account?.bankAccountNo ?? "",
    bankAccountName: person?.account?.bankAccountName ?? name,
  };
}
