import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Moves the clock of a page on by so many milliseconds until it shows this, time and again: at first its scripts may
 * still be starting. The clock must have been installed before the page was opened.
 */
export async function afterTime(page: Page, ms: number, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(ms);
    await expect(shown).toBeVisible({ timeout: 1_000 });
  }).toPass();
}
