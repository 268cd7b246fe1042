import { type BrowserContext, test as base, expect } from "@playwright/test";
import { demoAccounts } from "#domain/users/demo-accounts.ts";

export { expect };

const [sari, , ana] = demoAccounts;

export { ana, sari };

let visitors = 0;

/** The options of a browser that the app takes for somebody else's: its address is its own, so its limits are too. */
export function newVisitor() {
  const address = `10.${process.env.TEST_WORKER_INDEX}.${Math.floor(++visitors / 250)}.${visitors % 250}`;
  return { baseURL: process.env.APP_URL, locale: "id-ID", extraHTTPHeaders: { "x-real-ip": address } };
}

/** Each test is a visitor with an address of its own, and none may leave an error in the browser's console. */
export const test = base.extend<{ alsoExpected: RegExp | undefined; quietConsole: undefined }>({
  /** Lines in the console that a test brings about on purpose, besides those of all. */
  alsoExpected: [undefined, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here
  baseURL: async ({}, use) => use(process.env.APP_URL),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  extraHTTPHeaders: async ({}, use) => use(newVisitor().extraHTTPHeaders),
  quietConsole: [
    async ({ page, alsoExpected }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(error.message));
      await use(undefined);
      const isExpected = (text: string) => expectedErrors.test(text) || alsoExpected?.test(text);
      expect(errors.filter((text) => !isExpected(text))).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * A 404 page is a 404 for the browser's console too, as is an upload that is refused, a server that a test takes
 * away is away, the recorder of traces asks for pictures that only their page may see, and axe may not run in the
 * frame of a mail.
 */
const expectedErrors =
  /Failed to load resource: (the server responded with a status of (404|409|415)|net::ERR_(FAILED|CONNECTION_RESET))|^Connecting to 'blob:|^Blocked script execution in 'about:srcdoc'/;

/** Opens a session for the account without going through the form. */
export async function signedIn(context: BrowserContext, { email, password }: { email: string; password: string }) {
  const answer = await context.request.post("/api/auth/sign-in/email", {
    data: { email, password },
    // Kept, the connection would be closed by the server after 5 s, perhaps while the test's next request is on its way.
    headers: { origin: process.env.APP_URL ?? "", connection: "close" },
  });
  expect(answer.status()).toBe(200);
}
