import type { Page } from "@playwright/test";
import { openTo } from "#tests/access/pages.ts";
import { pageRoutes } from "#tests/addresses.ts";
import { isNamedInLooks } from "./named-in-visual.ts";
import { givenHugo } from "./organizer-rows.ts";
import { ana, sari, signedIn } from "./story.ts";

/**
 * Pages whose addresses always stand and that no other list names, as whoever may open them: a new one is looked at without
 * another word. One with a gap in its address needs what stands there, and `looked-at.test.ts` asks for it.
 */
export const otherPages: Record<string, (page: Page) => Promise<unknown>> = Object.fromEntries(
  pageRoutes()
    .filter(({ address, isStanding }) => isStanding && !isNamedInLooks(address))
    .map(({ address }) => [address, (page: Page) => open(page, address)]),
);

async function open(page: Page, address: string): Promise<void> {
  const who = openTo(address) ?? [];
  if (who.includes("nobody")) await page.context().clearCookies();
  else if (who.includes("ana")) await signedIn(page.context(), ana);
  else if (who.includes("hugo")) await givenHugo(page.context());
  else await signedIn(page.context(), sari);
  await page.goto(address);
}
