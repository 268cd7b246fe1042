import { z } from "zod";

/**
 * A phone number as people in Indonesia type it (`0812 3456 7890`, `62812…`, `+62 812-…`), in international form; numbers
 * of other countries begin with `+`. Undefined for what cannot be a number.
 */
export function internationalPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, "");
  const international = digits.replace(/^(?:0|62(?=8))/, "+62").replace(/^(?=8)/, "+62");
  const shape = international.startsWith("+62") ? /^\+62[1-9][0-9]{7,11}$/ : /^\+[1-9][0-9]{7,14}$/;
  return shape.test(international) ? international : undefined;
}

/** A form's field for a phone number: what was typed becomes its international form. */
export const phoneField = z.string().transform((typed, context) => {
  const phone = internationalPhone(typed);
  if (phone) return phone;
  context.addIssue({ code: "custom", message: "phone" });
  return z.NEVER;
});
