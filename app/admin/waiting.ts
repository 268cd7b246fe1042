import { cache } from "react";
import { countWaiting } from "#domain/office/waiting.ts";

/** What waits for an admin, counted once a request: the sidebar and the page that opens the day both show it. */
export const waiting = cache(countWaiting);
