import { z } from "zod";

/** Rupiah as people type them: `600000`, `600.000`, `Rp 600.000`. A form's field; cents are none. */
export const rupiahField = z.string().transform((typed, context) => {
  const match = /^(?:rp)?\s*(\d{1,3}(?:[., ]\d{3})+|\d{1,10})$/i.exec(typed.trim());
  if (match?.[1]) return Number(match[1].replace(/\D/g, ""));
  context.addIssue({ code: "custom", message: "rupiah" });
  return z.NEVER;
});
