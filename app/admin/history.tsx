import type { Route } from "next";
import { type AuditFilter, listChanges } from "#domain/audit-trail/queries.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Pages } from "#ui/pages.tsx";
import { AuditTrail } from "./audit-trail.tsx";
import { Section } from "./section.tsx";

type HistoryProps = {
  of: Pick<AuditFilter, "about" | "by">;
  /** The page on which it stands; `?riwayat=…` is where its own page of the history begins. */
  path: string;
  cursor: string | undefined;
  locale: Locale;
};

/** The story of one trip, person, payout or transfer, a page at a time. */
export async function History({ of, path, cursor, locale }: HistoryProps) {
  const { history, list } = textsFor(locale).admin;
  const { rows, next } = await listChanges({ ...of, cursor });
  return (
    <Section title={history.title}>
      {rows.length === 0 ? (
        <p className="text-ink-soft">{history.none}</p>
      ) : (
        <AuditTrail changes={rows} locale={locale} here={path} />
      )}
      <Pages
        before={cursor ? (path as Route) : undefined}
        after={next ? (`${path}?riwayat=${next}` as Route) : undefined}
        texts={{ before: list.first, after: list.next, label: history.pages }}
      />
    </Section>
  );
}
