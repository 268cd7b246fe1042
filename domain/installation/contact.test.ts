import { expect, it } from "vitest";
import { parseEnvironment } from "#env.ts";
import { contactSettings } from "#tests/contact-settings.ts";
import { companyLine, contact, missingContact, missingContactWarning } from "./contact.ts";

it("says who runs this and where to write to", () => {
  expect(contact(parseEnvironment(contactSettings))).toEqual({
    company: "PT SeTrip Indonesia",
    address: "Jl. Kaliurang KM 5, Sleman, Yogyakarta",
    whatsapp: "+6285700001111",
    email: "halo@setrip.example",
    hours: [],
  });
  expect(missingContact(parseEnvironment(contactSettings))).toEqual([]);
});

it.each(Object.keys(contactSettings))("misses %s where it is not set", (name) => {
  expect(missingContact(parseEnvironment({ ...contactSettings, [name]: "" }))).toEqual([name]);
});

it("start and doctor name what is missing, and say nothing where all is there", () => {
  expect(missingContactWarning(parseEnvironment(contactSettings))).toBeUndefined();
  expect(missingContactWarning(parseEnvironment({ ...contactSettings, COMPANY_NAME: "", CONTACT_EMAIL: "" }))).toMatch(
    /^COMPANY_NAME, CONTACT_EMAIL not set: people cannot see/,
  );
});

it.each([
  [{ company: "PT SeTrip", address: "Jl. Satu" }, "PT SeTrip, Jl. Satu"],
  [{ company: "PT SeTrip", address: undefined }, "PT SeTrip"],
  [{ company: undefined, address: "Jl. Satu" }, undefined],
])("the company's line of %o is %s", (given, line) => expect(companyLine(given)).toBe(line));
