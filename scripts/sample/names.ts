import { z } from "zod";
import names from "./names.json" with { type: "json" };
import { organizerKey } from "./trips/idea.ts";

const text = z.string().min(1);
const words = text.transform((line) => line.split(" "));
const leader = z.strictObject({ name: text, displayName: text, city: text, bank: text, bio: text });
const applicant = z.strictObject({ leader, daysAgo: z.number().positive(), note: text.optional() });

/** Somebody who leads trips, or would like to. */
export type Leader = z.output<typeof leader>;

/**
 * What the people of the sample are called. `leaders` lead its trips; Hugo is the one to sign in as. `applicants` asked to
 * and do not yet: some wait for Sari's answer, who got a no has a note why. The other names are the travellers'.
 */
export const { leaders, applicants, firstNames, lastNames, banks } = z
  .strictObject({
    leaders: z.record(organizerKey, leader),
    applicants: z.array(applicant),
    firstNames: words,
    lastNames: words,
    banks: z.array(text),
  })
  .parse(names);
