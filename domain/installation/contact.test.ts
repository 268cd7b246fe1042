import { expect, it } from "vitest";
import { parseEnvironment } from "#env.ts";
import { contactSettings } from "#tests/contact-settings.ts";
import { contact, missingContact, whatsappUrl } from "./contact.ts";

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

it("a number leads to a chat with it", () => {
  expect(whatsappUrl("+6281234567890")).toBe("https://wa.me/6281234567890");
});
