import type { Texts } from "../id.ts";

/** What an organizer sees of his trips and money. */
export const organizer: Texts["organizer"] = {
  title: "Organizer",
};
