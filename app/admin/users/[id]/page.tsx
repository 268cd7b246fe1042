import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { NewAccountMark } from "#app/admin/account.tsx";
import { BookingsTable } from "#app/admin/bookings-table.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { History } from "#app/admin/history.tsx";
import { TripLines } from "#app/admin/links.tsx";
import { Section } from "#app/admin/section.tsx";
import { State } from "#app/admin/states.tsx";
import { clock } from "#clock.ts";
import { accountAgeOf, bankAccountOf } from "#domain/bank-accounts/change.ts";
import { listBookings } from "#domain/bookings/listed.ts";
import { heldBackOf } from "#domain/bookings/payouts/hold-back.ts";
import { listTrips } from "#domain/departures/admin-list.ts";
import type { BankAccount } from "#domain/users/people.ts";
import { findPerson, type ListedPerson, organizerOf } from "#domain/users/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Badge } from "#ui/badge.tsx";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { Pages } from "#ui/pages.tsx";
import { HeldBack, OrganizerActions, PersonActions } from "./person-actions.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.users.title };
}

/** One person: what we know, what they booked and lead, what they did, and what an admin may do about it. */
export default orNotFound(async function PersonPage({ params, searchParams }: PageProps<"/admin/users/[id]">) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/users/${encodeURIComponent(id)}`;
  const { id: ownId } = await requireAdmin(path);
  const { locale } = await preferences();
  const person = (await findPerson(id)) ?? notFound();
  const cursor = one(query.setelah);
  const bookings = await listBookings({ userId: id, cursor });
  const { users: texts, list, words } = textsFor(locale).admin;
  const flash = await flashIn(query, texts.flash);
  return (
    <div className="space-y-8">
      <header>
        <BackLink href={"/admin/users?daftar=all" as Route}>{texts.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold tracking-tight break-words sm:text-[1.75rem]">{person.name}</h1>
          {person.role === "ADMIN" && <Badge tone="running">{words.admin}</Badge>}
          {person.deletedAt && <Badge tone="paused">{words.deleted}</Badge>}
          {person.suspendedAt && <Badge tone="failed">{words.suspended}</Badge>}
        </div>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      <div className="grid gap-8 lg:grid-cols-2">
        <Section title={texts.personOf}>
          <PersonFacts person={person} locale={locale} />
          {id !== ownId && !person.deletedAt && <PersonActions person={person} back={path} locale={locale} />}
        </Section>
        {person.organizer && <Profile person={person} back={path} locale={locale} />}
      </div>
      <Section title={texts.bookingsOf}>
        {bookings.rows.length === 0 ? (
          <p className="text-ink-soft">{texts.noBookings}</p>
        ) : (
          <BookingsTable rows={bookings.rows} of="person" label={texts.bookingsOf} locale={locale} />
        )}
        <Pages
          before={cursor ? (path as Route) : undefined}
          after={bookings.next ? (`${path}?setelah=${bookings.next}` as Route) : undefined}
          texts={{ before: list.first, after: list.next, label: list.pages }}
        />
      </Section>
      <History
        of={{ about: [id, ...(person.organizer ? [person.organizer.id] : [])], by: [id] }}
        path={path}
        cursor={one(query.riwayat)}
        locale={locale}
      />
    </div>
  );
});

async function PersonFacts({ person, locale }: { person: ListedPerson; locale: Locale }) {
  const texts = textsFor(locale).admin.users;
  const { personFacts: names } = texts;
  const account = await bankAccountOf(person.id);
  const newForMs = await accountAgeOf(person.id, clock());
  const email = person.emailVerified ? texts.verified : texts.unverified;
  return (
    <Facts
      facts={[
        {
          name: texts.email,
          value: (
            <>
              <span className="break-all">{person.email}</span>
              <span className="block text-sm font-normal text-ink-soft">{email}</span>
            </>
          ),
        },
        { name: names.phone, value: person.phone },
        { name: names.account, value: account && <BankLines account={account} newForMs={newForMs} locale={locale} /> },
        { name: names.role, value: person.twoFactorEnabled && texts.twoFactor },
        { name: names.since, value: <Moment at={person.createdAt} locale={locale} precision="dated" /> },
        {
          name: names.suspended,
          value: person.suspendedAt && <Moment at={person.suspendedAt} locale={locale} precision="dated" />,
        },
      ]}
    />
  );
}

function BankLines({ account, newForMs, locale }: { account: BankAccount; newForMs?: number; locale: Locale }) {
  return (
    <>
      {account.bankName} {account.bankAccountNo}
      <span className="block text-sm font-normal text-ink-soft">{account.bankAccountName}</span>
      <NewAccountMark ageMs={newForMs} locale={locale} />
    </>
  );
}

async function Profile({ person, back, locale }: { person: ListedPerson; back: string; locale: Locale }) {
  const profile = await organizerOf(person.id);
  if (!profile) return null;
  const { rows: led } = await listTrips({ organizerId: profile.id });
  const texts = textsFor(locale).admin.users;
  return (
    <Section title={texts.profile}>
      <p className="flex min-h-11 flex-wrap items-center gap-x-3">
        <strong>{profile.displayName}</strong>
        <State of="organizer" status={profile.status} locale={locale} />
        {["APPROVED", "SUSPENDED"].includes(profile.status) && (
          <Link
            href={`/penyelenggara/${profile.slug}` as Route}
            prefetch={false}
            className="inline-flex min-h-11 items-center underline underline-offset-4"
          >
            {texts.publicPage}
          </Link>
        )}
      </p>
      {profile.reviewNote && <Notice>{texts.lastNote(profile.reviewNote)}</Notice>}
      {!person.deletedAt && <OrganizerActions organizer={profile} back={back} locale={locale} />}
      <HeldBack organizer={profile} heldBack={await heldBackOf(profile.id)} back={back} locale={locale} />
      <h3 className="pt-4 font-bold">{texts.tripsOf}</h3>
      {led.length === 0 && <p className="text-ink-soft">{texts.noTrips}</p>}
      <ul className="divide-y divide-line">
        {led.map((trip) => (
          <li key={trip.id} className="flex items-start justify-between gap-x-4 py-2">
            <span className="min-w-0 break-words">
              <TripLines trip={trip} locale={locale} />
            </span>
            <State of="trip" status={trip.status} locale={locale} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
