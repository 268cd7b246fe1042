import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type axeCore from "axe-core";

/** The small one of its two files: a page takes half a second less over it on a busy machine than over the long one. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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
 * What axe finds: the rule, and what breaks it. Asked in the page itself, as no frame of ours is from elsewhere, so that
 * nothing else of what axe knows has to be read.
 */
async function violations(page: Page, rules?: string[]): Promise<unknown[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, {
      resultTypes: ["violations"],
      ...(values && { runOnly: { type: "rule", values } }),
    });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }, rules);
}

/** By how many pixels the page scrolls sideways. */
function overflow(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}
