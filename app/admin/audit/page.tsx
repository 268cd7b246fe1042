import type { Metadata, Route } from "next";
import Link from "next/link";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { AuditTrail } from "#app/admin/audit-trail.tsx";
import { searchAddress, searchedWords } from "#app/admin/search-address.ts";
import { clock } from "#clock.ts";
import { type AuditFilter, listChanges } from "#domain/audit-trail/queries.ts";
import { addDays, startOfWibDay } from "#domain/calendar.ts";
import { auditSubjectsOf } from "#domain/search/audit-subjects.ts";
import { listPeople } from "#domain/users/queries.ts";
import { limits } from "#limits.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";
import { Pages } from "#ui/pages.tsx";
import { FilterForm } from "./filter-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.audit.title };
}

const path = "/admin/audit";

/** Who changed what, the newest first: everything, or what belongs to a booking, a person, a trip, a transfer, of one day or person. */
export default orNotFound(async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const params = await searchParams;
  await requireAdmin(path);
  const { locale } = await preferences();
  const shown = shownIn(params);
  const cursor = one(params.setelah);
  const [{ rows, next }, people] = await Promise.all([changes(shown, cursor), whoMayBe(locale)]);
  const { audit: texts, list } = textsFor(locale).admin;
  const filtered = Object.values(shown).some((value) => value !== "");
  return (
    <div className="space-y-5">
      <header className="space-y-1">
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{texts.title}</h1>
        <p className="text-ink-soft break-words">{shown.words === "" ? texts.lead : texts.leadFor(shown.words)}</p>
      </header>
      <FilterForm {...shown} longest={limits.text.longestSearch} people={people} texts={formTexts(locale)} />
      {filtered && (
        <Link href={path} className="inline-flex min-h-11 items-center underline underline-offset-4">
          {texts.clear}
        </Link>
      )}
      {rows.length === 0 ? (
        <Empty title={filtered ? texts.emptyFiltered : texts.empty} lead={filtered && texts.emptyLead} />
      ) : (
        <AuditTrail changes={rows} locale={locale} />
      )}
      <Pages
        before={cursor ? addressOf(shown) : undefined}
        after={next ? addressOf(shown, next) : undefined}
        texts={{ before: list.first, after: list.next, label: list.pages }}
      />
    </div>
  );
});

/** What is shown, as the form has it; empty where nothing is chosen. */
type Shown = { words: string; who: string; day: string };

function shownIn(params: Record<string, string | string[] | undefined>): Shown {
  const [who, day] = [one(params.orang) ?? "", one(params.hari) ?? ""];
  return {
    words: searchedWords(params),
    who: /^[\w-]{1,64}$/.test(who) ? who : "",
    day: isDay(day) ? day : "",
  };
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

async function changes({ words, who, day }: Shown, cursor: string | undefined) {
  const subjects = words === "" ? undefined : ((await auditSubjectsOf(words, clock())) ?? { about: [], by: [] });
  return listChanges({
    ...subjects,
    ...byWhom(who),
    ...(day !== "" && { from: startOfWibDay(day), to: startOfWibDay(addDays(day, 1)) }),
    cursor,
  });
}

/** Kinds of those who do things, beside the admins by their names. */
const kinds = { users: "USER", jobs: "CRON" } as const;

function byWhom(who: string): AuditFilter {
  if (who === "") return {};
  return who === "users" || who === "jobs" ? { actorType: kinds[who] } : { actorId: who };
}

/** Administrators are few: only somebody on the server adds them. */
async function whoMayBe(locale: Locale): Promise<{ value: string; name: string }[]> {
  const { audit: texts } = textsFor(locale).admin;
  const { people } = await listPeople({ state: "admins" });
  return [
    { value: "", name: texts.everybody },
    ...people.map(({ id, name }) => ({ value: id, name })),
    { value: "users", name: texts.byUsers },
    { value: "jobs", name: texts.byJobs },
  ];
}

/** Only what the browser needs of them. */
function formTexts(locale: Locale) {
  const { words, hint, who, day, apply } = textsFor(locale).admin.audit;
  return { words, hint, who, day, apply };
}

function addressOf({ words, who, day }: Shown, cursor?: string): Route {
  const more = { ...(who && { orang: who }), ...(day && { hari: day }), ...(cursor && { setelah: cursor }) };
  return searchAddress(path, { words, ...more }) as Route;
}
