import type { Metadata } from "next";
import type { ReactNode } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { EmailAddress } from "#app/admin/email-address.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { PersonLink } from "#app/admin/links.tsx";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { type ListParams, listAddress, listParams } from "#app/admin/params.ts";
import { type Column, Records } from "#app/admin/records.tsx";
import { State } from "#app/admin/states.tsx";
import { waiting } from "#app/admin/waiting.ts";
import { type ListedPerson, listApplications, listPeople, peopleStates } from "#domain/users/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { Empty } from "#ui/empty.tsx";
import { Moment } from "#ui/moment.tsx";
import { ApplicationCard } from "./application-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.users.title };
}

const path = "/admin/users";
const lists = ["applications", ...peopleStates] as const;

/** Organizers to verify, and everybody who has an account. It opens with whoever waits, and with everybody where nobody does. */
export default orNotFound(async function UsersPage({ searchParams }: PageProps<"/admin/users">) {
  const params = await searchParams;
  await requireAdmin(path);
  const [{ locale }, { applications }] = await Promise.all([preferences(), waiting()]);
  const shown = listParams(params, applications > 0 ? lists : (["all", ...lists] as const));
  const texts = textsFor(locale).admin.users;
  const { next, content } =
    shown.list === "applications" ? await applicants(shown, locale) : await people(shown, locale);
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={shown.list === "applications" ? texts.leads.applications : texts.leads.people}
      locale={locale}
      flash={await flashIn(params, texts.flash)}
      shown={shown}
      lists={lists.map((list) => ({
        list,
        label: texts.lists[list],
        count: list === "applications" ? applications : undefined,
      }))}
      next={next}
    >
      {content}
    </ListFrame>
  );
});

async function applicants(shown: ListParams<(typeof lists)[number]>, locale: Locale) {
  const { rows: waits, next } = await listApplications("PENDING", shown.cursor);
  const { empty } = textsFor(locale).admin.users;
  const content =
    waits.length === 0 ? (
      <Empty title={empty.applications} lead={empty.applicationsLead} />
    ) : (
      <div className="space-y-6">
        {waits.map((application) => (
          <ApplicationCard
            key={application.id}
            application={application}
            back={listAddress(path, shown)}
            locale={locale}
          />
        ))}
      </div>
    );
  return { next, content };
}

async function people({ list, cursor }: ListParams<(typeof lists)[number]>, locale: Locale) {
  const state = list === "applications" ? "all" : list;
  const { people: rows, next } = await listPeople({ state, before: cursor });
  const { empty, title } = textsFor(locale).admin.users;
  const content =
    rows.length === 0 ? (
      <Empty title={empty.people} />
    ) : (
      <Records label={title} rows={rows} columns={columnsFor(locale)} keyOf={({ id }) => id} />
    );
  return { next, content };
}

function columnsFor(locale: Locale): Column<ListedPerson>[] {
  const { users: texts } = textsFor(locale).admin;
  return [
    { name: texts.columns.name, cell: (person) => <PersonLink person={person} /> },
    { name: texts.columns.email, cell: ({ email }) => <EmailAddress email={email} /> },
    { name: texts.columns.phone, cell: ({ phone }) => phone ?? "–" },
    {
      name: texts.columns.organizer,
      cell: ({ organizer }) =>
        organizer ? (
          <span className="inline-flex flex-wrap items-center justify-end gap-x-2 md:justify-start">
            {organizer.displayName} <State of="organizer" status={organizer.status} locale={locale} />
          </span>
        ) : (
          "–"
        ),
    },
    { name: texts.columns.since, cell: ({ createdAt }) => <Moment at={createdAt} locale={locale} precision="dated" /> },
    { name: texts.columns.state, cell: (person) => remarks(person, locale) },
  ];
}

/** What is special about somebody; null of most people. */
function remarks({ role, emailVerified, suspendedAt }: ListedPerson, locale: Locale): ReactNode {
  if (role !== "ADMIN" && emailVerified && !suspendedAt) return null;
  const { users: texts, words } = textsFor(locale).admin;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {role === "ADMIN" && (
        <Badge tone="running" size="small">
          {words.admin}
        </Badge>
      )}
      {suspendedAt && (
        <Badge tone="failed" size="small">
          {words.suspended}
        </Badge>
      )}
      {!emailVerified && (
        <Badge tone="paused" size="small">
          {texts.unverified}
        </Badge>
      )}
    </span>
  );
}
