import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#tests/free-port.ts";
import { loadBooks, type OwnBooks } from "./books.ts";
import { newDatabase } from "./own-database.ts";
import { startServer } from "./server.ts";
import { test as story } from "./story.ts";

/** Stories of books that nobody else writes in, with a database and a server of their own: they count to the rupiah. */
export const test = story.extend<object, { books: OwnBooks }>({
  books: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), "setrip-books-"));
      const port = await freePort();
      // What differs in its fixtures gets a worker of its own, so nothing has read the environment yet.
      Object.assign(process.env, {
        DATABASE_URL: await newDatabase(),
        PORT: String(port),
        APP_URL: `http://localhost:${port}`,
        SETRIP_DATA_DIR: dataDir,
      });
      const books = await loadBooks(new Date());
      const stop = await startServer();
      await use(books);
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: "worker", auto: true, timeout: 240_000 },
  ],
});
