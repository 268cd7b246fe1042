import type { Texts } from "../id.ts";

/** A page that failed. Small: it travels with every page. */
export const failure: Texts["failure"] = {
  title: "This page could not be loaded",
  lead: "Loading a page changes no data. Try again. If it keeps failing, note this code for the technical team:",
  retry: "Try again",
};
