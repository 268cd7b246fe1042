import type { Texts } from "#texts/id.ts";

/** Who changed what. */
export const audit: Texts["admin"]["audit"] = {
  title: "Audit",
  lead: "Every change, newest first. None can be altered or removed.",
  filter: "Filter",
  entity: "Kind of record",
  entityId: "Id of the record",
  actor: "Id of the person",
  action: "Action",
  anything: "Everything",
  apply: "Apply",
  clear: "Clear the filter",
  empty: "No changes yet",
  emptyFiltered: "No change matches",
  changed: "Change",
  nothing: "no column changed",
  from: "from",
  to: "to",
  unset: "empty",
  onlyThis: (what: string) => `Only ${what}`,
};
