import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** A phone and a desk. */
const sizes = [
  { width: 375, height: 812 },
  { width: 1280, height: 800 },
];

/** What a theme can break; the other rules see the same page in both. */
const rulesOfColours = ["color-contrast", "link-in-text-block"];

/** Opens a page as a phone does, and expects that it is accessible in both themes, there and at a desk, and no wider than the screen. */
export async function expectAccessible(page: Page, open: (page: Page) => Promise<unknown>): Promise<void> {
  await page.setViewportSize(sizes[0]!);
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light" });
  await open(page);
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect.soft(await page.evaluate(overflow), `${size.width} px`).toBeLessThanOrEqual(0);
    expect.soft(await violations(page), `${size.width} px, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await violations(page, rulesOfColours), `${size.width} px, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
  }
}

/**
 * What axe finds, without the blank page that it would open for each question: no frame of ours is from elsewhere. It need
 * not say where all is well, and a page that it has looked at has it already: reading its half a megabyte takes longer.
 */
async function violations(page: Page, rules?: string[]): Promise<unknown[]> {
  const axeSource = (await page.evaluate(() => "axe" in window)) ? ";" : undefined;
  const axe = new AxeBuilder({ page, axeSource }).setLegacyMode().options({ resultTypes: ["violations"] });
  const found = await (rules ? axe.withRules(rules) : axe).analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** By how many pixels the page scrolls sideways. */
function overflow(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}
