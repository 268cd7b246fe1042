import type { Texts } from "../id.ts";

/** The page of a trip, and its organizer's. */
export const trips: Texts["trips"] = {
  title: "Trip",
};
