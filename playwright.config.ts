import { defineConfig } from "@playwright/test";
import { chromiumPath } from "#tests/chromium.ts";

/** The built app in a browser, with rows of its own; `tests/browser/start.ts` starts it. Needs `npm run build` before. */
export default defineConfig({
  testDir: "tests/browser",
  outputDir: "test-results",
  globalSetup: "tests/browser/start.ts",
  // Files begin in the order of their names. The longest that is one chain of chapters has the first: begun last, it left
  // the other worker with nothing to do.
  workers: 2,
  // Several times what they need, so that a machine with other things to do fails none of them.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    locale: "id-ID",
    viewport: { width: 1280, height: 800 },
    // Recording every step costs a quarter of the time; `playwright test --trace on` records those that one looks into.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: await chromiumPath(),
      args: ["--font-render-hinting=none", "--disable-dev-shm-usage"],
    },
  },
});
