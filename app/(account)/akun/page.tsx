import type { Metadata, Route } from "next";
import Link from "next/link";
import { repeatable } from "#app/_forms/sent-forms/repeatable.ts";
import { preferences } from "#app/_session/preferences.ts";
import { chooseLocaleAction } from "#app/_session/preferences-actions.ts";
import { organizer, requireUser } from "#app/_session/visitor.ts";
import { writeFormVersion } from "#domain/audit/form-version.ts";
import { policy } from "#domain/policy.ts";
import type { OrganizerProfile } from "#domain/users/organizers.ts";
import { proofKindOf } from "#domain/users/owner-proof.ts";
import { profileOf } from "#domain/users/profile.ts";
import { type Locale, languageOf, locales, type Texts, textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Select } from "#ui/field.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { AccountFrame, Section } from "./account-frame.tsx";
import { ChangeEmailForm } from "./change-email-form.tsx";
import { ProfileForm } from "./profile-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).profile.title };
}

/** Who somebody is here: name, phone, address, language. */
export default async function ProfilePage() {
  const asking = await requireUser("/akun");
  const { locale } = await preferences();
  const texts = textsFor(locale).profile;
  const profile = await profileOf(asking.id);
  const proof = await proofKindOf(asking.id);
  const version = writeFormVersion(asking.id, { name: profile?.name, phone: profile?.phone });
  return (
    <AccountFrame asking={asking} here="profile">
      <Section id="person" title={texts.person.title}>
        <ProfileForm locale={locale} name={profile?.name ?? ""} phone={profile?.phone ?? ""} version={version} />
      </Section>
      <Section
        id="email"
        title={
          <>
            {texts.email.title}
            <Badge tone={asking.emailVerified ? "ok" : "stale"}>
              {asking.emailVerified ? texts.email.verified : texts.email.unverified}
            </Badge>
          </>
        }
      >
        <p className="break-all">{asking.email}</p>
        {proof === "none" ? (
          <p className="text-ink-soft">{texts.bank.proof.noPassword}</p>
        ) : (
          <ChangeEmailForm locale={locale} warnedDays={policy.formerEmailKeptMs / 86_400_000} proof={proof} />
        )}
      </Section>
      <Section id="language" title={texts.language.title}>
        <LanguageForm locale={locale} texts={texts} />
      </Section>
      <Section id="organizer" title={texts.organizer.title}>
        <Organizing status={(await organizer())?.status} texts={texts.organizer} />
      </Section>
    </AccountFrame>
  );
}

function LanguageForm({ locale, texts }: { locale: Locale; texts: Texts["profile"] }) {
  return (
    <form {...repeatable} action={chooseLocaleAction} className="flex flex-wrap items-end gap-3">
      <div className="min-w-[14rem] flex-1">
        <Select id="locale" label={texts.language.label} defaultValue={locale} key={locale}>
          {locales.map((choice) => (
            <option key={choice} value={choice} lang={choice}>
              {languageOf(choice).name}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit" tone="quiet" className="min-h-12">
        {texts.save}
      </Button>
    </form>
  );
}

function Organizing({ status, texts }: { status?: OrganizerProfile["status"]; texts: Texts["profile"]["organizer"] }) {
  if (status) {
    return (
      <p>
        {texts.status[status]} <TextLink href={"/organizer/daftar" as Route}>{texts.see}</TextLink>
      </p>
    );
  }
  return (
    <>
      <p className="text-ink-soft">{texts.lead}</p>
      <Button asChild tone="quiet">
        <Link href={"/organizer/daftar" as Route}>{texts.apply}</Link>
      </Button>
    </>
  );
}
