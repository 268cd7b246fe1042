import parsePhoneNumber from "libphonenumber-js/min";
import { z } from "zod";
import { plainCharacters } from "#typed-text.ts";

/**
 * A phone number as people in Indonesia type it (`0812 3456 7890`, `62812…`, `+62 (0)812-…`, `0062 812…`), in
 * international form; numbers of other countries begin with `+` or `00`. Undefined for what cannot be a number.
 */
export function internationalPhone(typed: string): string | undefined {
  const plain = plainCharacters(typed);
  // Nobody dials a number of Indonesia that begins with 62 without the 0 in front of it: it is the country.
  const international = plain.replace(/^[ (]*(?:0[ -]?0|(?=62))/, "+");
  const phone = parsePhoneNumber(international, { defaultCountry: "ID", extract: false });
  return phone?.isValid() && !phone.ext ? phone.number : undefined;
}

/** A form's field for a phone number: what was typed becomes its international form. */
export const phoneField = z.string().transform((typed, context) => {
  const phone = internationalPhone(typed);
  if (phone) return phone;
  context.addIssue({ code: "custom", message: "phone" });
  return z.NEVER;
});
