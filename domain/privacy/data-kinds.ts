import type { Pruned } from "#domain/office/prune.ts";
import { policy } from "#domain/policy.ts";

/** The parts of the page that says what is kept. */
export const dataGroups = ["account", "bookings", "organizer", "traces"] as const;

/**
 * Until when something is kept: a time after what its words say, until the account is deleted, until it is of no use any more, or
 * for ever, because money has to be accounted for.
 */
export type Kept = { forMs: () => number } | "account" | "used" | "ever";

type Kind = {
  group: (typeof dataGroups)[number];
  kept: Kept;
  /** The figure of the job `prune` that counts how much of it was forgotten. */
  prunedAs?: keyof Pruned;
};

/**
 * Everything that is kept about people, in the order of the page `/privasi`, which is made from this: what each is and what it
 * is for stands in `texts/<language>/privacy.ts`. How long is the very number by which it is forgotten.
 * Rule: docs/domain.md#what-is-kept-about-people
 */
export const dataKinds = {
  profile: { group: "account", kept: "account" },
  signIn: { group: "account", kept: "account" },
  bankAccount: { group: "account", kept: "account" },
  formerBankAccount: {
    group: "account",
    kept: { forMs: () => policy.bankAccountStopMs },
    prunedAs: "bankAccountStops",
  },
  formerEmail: { group: "account", kept: { forMs: () => policy.formerEmailKeptMs }, prunedAs: "formerEmails" },
  travellers: { group: "bookings", kept: "account" },
  money: { group: "bookings", kept: "ever" },
  papers: { group: "bookings", kept: { forMs: () => policy.tripPapersKeptMs }, prunedAs: "tripPapers" },
  statement: { group: "bookings", kept: "ever" },
  statementUpload: { group: "bookings", kept: { forMs: () => policy.statementUploadKeptMs } },
  organizer: { group: "organizer", kept: "ever" },
  identityCard: { group: "organizer", kept: { forMs: () => policy.identityCardKeptMs }, prunedAs: "identityCards" },
  trips: { group: "organizer", kept: "ever" },
  unusedPhoto: { group: "organizer", kept: { forMs: () => policy.orphanImageAgeMs } },
  mailBody: { group: "traces", kept: { forMs: () => policy.emailBodyKeptMs }, prunedAs: "mailBodies" },
  mailAddress: { group: "traces", kept: "ever" },
  session: { group: "traces", kept: { forMs: () => policy.sessionMs }, prunedAs: "sessions" },
  link: { group: "traces", kept: "used", prunedAs: "verifications" },
  attempts: { group: "traces", kept: { forMs: () => policy.rateLimitKeptMs }, prunedAs: "rateLimits" },
  unusedPaper: { group: "traces", kept: { forMs: () => policy.unownedPaperKeptMs }, prunedAs: "privateFiles" },
  changes: { group: "traces", kept: "ever" },
} as const satisfies Record<string, Kind>;

/** What something that is kept about people is, see {@link dataKinds}. */
export type DataKind = keyof typeof dataKinds;

/** Their names in the order of the page, by the parts that it has. */
export function kindsByGroup(): { group: (typeof dataGroups)[number]; kinds: DataKind[] }[] {
  const all = Object.keys(dataKinds) as DataKind[];
  return dataGroups.map((group) => ({ group, kinds: all.filter((kind) => dataKinds[kind].group === group) }));
}
