import type { Metadata, Route } from "next";
import Link from "next/link";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { AuditTrail } from "#app/admin/audit-trail.tsx";
import { type AuditFilter, listChanges } from "#domain/audit-trail/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { searchWords } from "#typed-text.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Field } from "#ui/field.tsx";
import { ChevronDown } from "#ui/icons.tsx";
import { Pages } from "#ui/pages.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.audit.title };
}

/** The filters by the names that the address has for them. */
const names = { data: "entity", id: "entityId", orang: "actorId", tindakan: "action" } as const;

/** Who changed what, the newest first. */
export default orNotFound(async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const params = await searchParams;
  const filter = filterOf(params);
  await requireAdmin(addressOf(filter));
  const { locale } = await preferences();
  const cursor = one(params.setelah);
  const { rows, next } = await listChanges({ ...filter, cursor });
  const { audit: texts, list } = textsFor(locale).admin;
  const filtered = Object.keys(filter).length > 0;
  return (
    <div className="space-y-5">
      <header className="space-y-1">
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{texts.title}</h1>
        <p className="text-ink-soft">{texts.lead}</p>
      </header>
      <Filter filter={filter} locale={locale} />
      {rows.length === 0 ? (
        <Empty title={filtered ? texts.emptyFiltered : texts.empty} />
      ) : (
        <AuditTrail changes={rows} locale={locale} />
      )}
      <Pages
        before={cursor ? addressOf(filter) : undefined}
        after={next ? addressOf(filter, next) : undefined}
        texts={{ before: list.first, after: list.next, label: list.pages }}
      />
    </div>
  );
});

type Filters = Omit<AuditFilter, "cursor">;

function filterOf(params: Record<string, string | string[] | undefined>): Filters {
  const entries = Object.entries(names).flatMap(([name, column]) => {
    const value = searchWords(one(params[name]) ?? "");
    return value ? [[column, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function addressOf(filter: Filters, cursor?: string): Route {
  const query = new URLSearchParams();
  for (const [name, column] of Object.entries(names)) {
    const value = filter[column];
    if (value) query.set(name, value);
  }
  if (cursor) query.set("setelah", cursor);
  return (query.size > 0 ? `/admin/audit?${query}` : "/admin/audit") as Route;
}

/** Tables whose rows change, as the log names them. */
const entities = ["Trip", "Booking", "Payment", "Payout", "Refund", "User", "OrganizerProfile", "EmailJob", "CronJob"];

function Filter({ filter, locale }: { filter: Filters; locale: Locale }) {
  const { audit: texts } = textsFor(locale).admin;
  const fields = [
    { name: "data", label: texts.entity, value: filter.entity, list: entities },
    { name: "id", label: texts.entityId, value: filter.entityId },
    { name: "orang", label: texts.actor, value: filter.actorId },
    { name: "tindakan", label: texts.action, value: filter.action },
  ];
  return (
    <details open={Object.keys(filter).length > 0} className="group rounded-card bg-sand px-4">
      <summary className="flex min-h-11 list-none items-center justify-between font-semibold [&::-webkit-details-marker]:hidden">
        {texts.filter}
        <ChevronDown
          aria-hidden="true"
          className="size-5 text-ink-soft transition-transform duration-150 group-open:rotate-180"
        />
      </summary>
      <form action="/admin/audit" className="grid gap-3 pb-4 sm:grid-cols-2 lg:grid-cols-4">
        {fields.map(({ name, label, value, list }) => (
          <Field
            key={name}
            id={`audit-${name}`}
            name={name}
            label={label}
            defaultValue={value}
            list={list && "audit-entities"}
            autoComplete="off"
          />
        ))}
        <datalist id="audit-entities">
          {entities.map((entity) => (
            <option key={entity} value={entity} />
          ))}
        </datalist>
        <div className="flex gap-3 sm:col-span-2 lg:col-span-4">
          <Button type="submit">{texts.apply}</Button>
          <Button asChild tone="bare">
            <Link href="/admin/audit">{texts.clear}</Link>
          </Button>
        </div>
      </form>
    </details>
  );
}
