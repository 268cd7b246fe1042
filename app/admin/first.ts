import { lastChange } from "#domain/audit-trail/queries.ts";
import type { Locale } from "#texts/format.ts";
import { moment } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

/** What somebody is told who came second: who changed this row last, when, and where it stands now. */
export async function whoWasFirst(row: { entity: string; id: string; state: string }, locale: Locale): Promise<string> {
  const texts = textsFor(locale).admin;
  const last = await lastChange(row.entity, row.id);
  if (!last) return texts.form.changed(row.state);
  const { type, id, name } = last.actor;
  const who = name ?? (type === "CRON" ? texts.form.system(id ?? "") : texts.words.actor[type]);
  return texts.form.whoWasFirst(who, moment(last.createdAt, locale), row.state);
}
