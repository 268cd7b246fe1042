import type { Texts } from "../id.ts";

/** The back office, without the morning page. */
export const admin: Texts["admin"] = {
  title: "Admin",
};
