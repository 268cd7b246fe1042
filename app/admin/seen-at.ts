import { z } from "zod";

/** The hidden field of a form that moves a row: when the row had last changed as the page showed it. A page of an older release has none. */
export const seenAt = z.iso
  .datetime()
  .transform((moment) => new Date(moment))
  .optional();
