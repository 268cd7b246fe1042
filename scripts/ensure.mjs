// Brings a fresh clone to the point where the app can start: `node scripts/ensure.mjs` installs what the lockfile says,
// `node scripts/ensure.mjs build` also builds. Takes a moment when nothing changed. Runs on Node 20 with nothing installed,
// so it is plain JavaScript without dependencies.
import { join } from "node:path";
import { buildUnlessFresh } from "./ensure/build.mjs";
import { installUnlessFresh } from "./ensure/install.mjs";
import { withLock } from "./ensure/lock.mjs";
import { checkNode } from "./ensure/node.mjs";
import { explain } from "./ensure/setup-error.mjs";

const root = join(import.meta.dirname, "..");

try {
  await withLock(join(root, ".data", "ensure.lock"), async () => {
    await installUnlessFresh(root);
    checkNode(root);
    if (process.argv[2] === "build") await buildUnlessFresh(root);
  });
} catch (error) {
  const message = explain(error);
  if (message === undefined) throw error;
  console.error(`\n${message}\n`);
  process.exit(1);
}
