import type { Texts } from "../id.ts";

/** How it works, and the terms. */
export const about: Texts["about"] = {
  title: "How it works",
};
