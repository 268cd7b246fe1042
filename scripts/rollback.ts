import { realpathSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SetupError } from "./ensure/setup-error.mjs";
import { check, type Deployment, deploying, putInPlace } from "./release/deployment.ts";
import { currentFolder, lastServed, type Release, releases, releasesFolder } from "./release/folders.ts";

/**
 * `npm run rollback`: puts the release that served before in place again, or the one that is named (`npm run rollback --
 * <id>`), as carefully as a deployment does. `-- --list` shows what there is.
 */
const { values, positionals } = parseArgs({
  options: { list: { type: "boolean", default: false } },
  allowPositionals: true,
});

if (values.list) list(releasesFolder(realpathSync(join(import.meta.dirname, ".."))));
else
  await deploying("npm run rollback", async (deployment) => {
    const release = chosen(deployment);
    await check(release.folder);
    await putInPlace(deployment, release);
    console.log(
      `Release ${release.id} serves again. Not undone: the database keeps the tables of the newer release, which this one\n` +
        "may use all the same, and everything that people did meanwhile; .env stays as it is. `npm run rollback -- --list` shows the others.",
    );
  });

function chosen({ home }: Deployment): Release {
  const all = releases(home);
  const [id] = positionals;
  const found = id
    ? all.find((release) => release.id === id && release.isComplete)
    : lastServed(all, currentFolder(home));
  if (found) return found;
  const known = all.filter(({ isComplete }) => isComplete).map((release) => release.id);
  throw new SetupError(
    `${id ? `There is no release ${id}` : "No other release has served"}. There ${known.length === 0 ? "is none" : `are: ${known.join(", ")}`}.`,
  );
}

function list(home: string): void {
  const current = currentFolder(home);
  for (const { id, folder, servedAt } of releases(home))
    console.log(
      `${id}  ${folder === current ? "serves" : servedAt ? `served, since ${servedAt.toISOString()}` : "never served"}`,
    );
}
