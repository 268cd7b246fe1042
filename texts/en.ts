import { account } from "./en/account.ts";
import { system } from "./en/system.ts";
import type { Texts } from "./id.ts";

/** Everything people read, in English. */
export const en: Texts = {
  account,
  system,
  home: {
    title: "Travel together, with money kept safe until you are home",
    lead: "SeTrip, open trips across Indonesia. Participants' money is held until the trip is over.",
    soon: "The list of trips is being prepared. For now this site is used by the SeTrip team.",
    signIn: "Sign in",
    openAdmin: "Open admin",
    signedInAs: (email) => `Signed in as ${email}.`,
  },
  preferences: {
    language: "Language",
    theme: "Theme",
    system: "Same as device",
    light: "Light",
    dark: "Dark",
  },
  notFound: {
    title: "Page not found",
    lead: "The address may be mistyped, may have moved, or may not be open to this account.",
    home: "Go to the home page",
  },
  failure: {
    title: "This page could not be loaded",
    lead: "Loading a page changes no data. Try again. If it keeps failing, note this code for the technical team:",
    retry: "Try again",
  },
};
