import type { Texts } from "#texts/id.ts";

/** Who changed what. */
export const audit: Texts["admin"]["audit"] = {
  title: "Audit",
  lead: "Every change, newest first. None can be altered or removed.",
  leadFor: (words) => `Changes about “${words}”, newest first.`,
  words: "About what",
  hint: "Code, name, email, trip title, TF-…",
  who: "By whom",
  day: "Day",
  everybody: "Anybody",
  byUsers: "Participants and organizers",
  byJobs: "Automatic jobs",
  apply: "Show",
  clear: "Show everything",
  empty: "No changes yet",
  emptyFiltered: "No change matches",
  emptyLead: "Try another code, name, email or title, or leave out who and the day.",
  nothing: "no column changed",
  from: "from",
  to: "to",
  unset: "empty",
};
