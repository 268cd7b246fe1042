import { expect, it } from "vitest";
import { internationalPhone, phoneField } from "./phone.ts";

it.each([
  ["081234567890", "+6281234567890"],
  ["0812-3456-7890", "+6281234567890"],
  [" 0812 3456 7890 ", "+6281234567890"],
  ["6281234567890", "+6281234567890"],
  ["+62 (812) 3456.7890", "+6281234567890"],
  ["81234567890", "+6281234567890"],
  ["021 5550123", "+62215550123"],
  ["+65 6123 4567", "+6561234567"],
])("%s is %s", (typed, phone) => {
  expect(internationalPhone(typed)).toBe(phone);
  expect(phoneField.parse(typed)).toBe(phone);
});

it.each(["", "0812", "+62", "+620812345678", "nomor saya", "0812345678901234", "+1 234", "١٢٣٤٥٦٧٨٩"])(
  "%j is no number",
  (typed) => {
    expect(internationalPhone(typed)).toBeUndefined();
    expect(phoneField.safeParse(typed).success).toBe(false);
  },
);
