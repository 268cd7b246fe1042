import type { Stuck } from "#domain/stuck.ts";

/** What a watch found: how many rows are stuck, their rupiah (0 where it is not about money), since when, and the page that lists them. */
export type Sighting = Stuck & { href: string };

/** A rule over the state of the business that should never find anything. */
export type Watch = {
  /** kebab-case; the name that incidents carry. */
  name: string;
  description: { id: string; en: string };
  look: (at: { now: Date }) => Promise<Sighting>;
};
